-- Where the store's content was moved to, and when; nothing is written to a store that was moved.
ALTER TABLE rollcall_store ADD COLUMN moved_to TEXT;
ALTER TABLE rollcall_store ADD COLUMN moved_at BIGINT;

-- When a backup was put back. Whom Rollcall invited between the backup and this time is not known.
ALTER TABLE rollcall_store ADD COLUMN restored_at BIGINT;
