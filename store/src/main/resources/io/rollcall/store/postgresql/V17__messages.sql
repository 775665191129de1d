-- How each channel that tells people about runs is.
CREATE TABLE rollcall_tell_channel (
    channel      TEXT   NOT NULL PRIMARY KEY,
    state        TEXT   NOT NULL, -- UP, SILENT, STOPPED or USED_UP
    since        BIGINT NOT NULL,
    until_at     BIGINT,          -- null where only another configuration ends the state
    code         TEXT,
    remedy       TEXT,
    credentials  TEXT   NOT NULL, -- tells another address or secret from the same one; neither can be had from it
    delivered_at BIGINT           -- the last message that arrived
);

-- The messages of each channel by month.
CREATE TABLE rollcall_tell_month (
    channel  TEXT   NOT NULL,
    month    TEXT   NOT NULL, -- 2026-11, as in rollcall_calls
    messages BIGINT NOT NULL,
    PRIMARY KEY (channel, month)
);

-- Which failures people were told of, so that a restart does not repeat them: kinds of faults, no ids and no names.
CREATE TABLE rollcall_tell_failure (
    channel TEXT    NOT NULL,
    flow    TEXT    NOT NULL,
    failure TEXT    NOT NULL,
    since   BIGINT  NOT NULL,
    told_at BIGINT  NOT NULL,
    ended   BOOLEAN NOT NULL, -- whether people were told of its end
    PRIMARY KEY (channel, flow, failure)
);
