-- When the user joined the meeting, as the vendor said last: joining again ends what is remembered of a promotion.
ALTER TABLE rollcall_promotion ADD COLUMN joined_at BIGINT;

CREATE INDEX rollcall_promotion_user ON rollcall_promotion (user_id);
