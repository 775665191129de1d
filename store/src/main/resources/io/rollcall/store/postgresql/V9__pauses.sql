-- Which flows request no changes, read before every change.
CREATE TABLE rollcall_pause (
    flow     TEXT   NOT NULL PRIMARY KEY, -- empty for all flows
    since    BIGINT NOT NULL,
    until_at BIGINT,                      -- null for a pause without an end
    reason   TEXT
);
