-- When connections over which a vendor pushes events were opened.
CREATE TABLE rollcall_stream_open (
    application TEXT   NOT NULL,
    opened_at   BIGINT NOT NULL
);

CREATE INDEX rollcall_stream_open_time ON rollcall_stream_open (application, opened_at);

-- How many pushes of which type came in a month.
CREATE TABLE rollcall_stream_type (
    application TEXT    NOT NULL,
    month       TEXT    NOT NULL, -- 2026-11, as in rollcall_calls
    type        TEXT    NOT NULL, -- the vendor's own name
    metered     BOOLEAN NOT NULL, -- whether the vendor counts them
    pushes      BIGINT  NOT NULL,
    last_at     BIGINT  NOT NULL,
    PRIMARY KEY (application, month, type, metered)
);

-- The last events of the last day: ids, no names.
CREATE TABLE rollcall_stream_event (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application TEXT   NOT NULL,
    received_at BIGINT NOT NULL,
    pushed      TEXT   NOT NULL, -- the vendor's own name of the type
    type        TEXT,            -- null where Rollcall knows nothing about the type
    meeting     TEXT,
    user_id     TEXT,            -- of a participant
    person      TEXT,            -- of the directory
    department  TEXT
);

CREATE INDEX rollcall_stream_event_application ON rollcall_stream_event (application, id);
