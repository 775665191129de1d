-- Times are milliseconds since 1970-01-01T00:00:00Z.

-- Who was called into which meeting: one row for each, made before the phone rings.
CREATE TABLE rollcall_invitation (
    meeting    TEXT   NOT NULL,
    kind       TEXT   NOT NULL, -- USER or PHONE
    invitee    TEXT   NOT NULL,
    flow       TEXT,            -- null where only the outcome was written
    standing   TEXT   NOT NULL, -- INTENDED, INVITED or UNKNOWN
    touched_at BIGINT NOT NULL,
    PRIMARY KEY (meeting, kind, invitee)
);

-- Whom Rollcall promoted in which meeting.
CREATE TABLE rollcall_promotion (
    meeting    TEXT    NOT NULL,
    user_id    TEXT    NOT NULL,
    tries      INTEGER NOT NULL,
    seen       BOOLEAN NOT NULL,
    touched_at BIGINT  NOT NULL,
    PRIMARY KEY (meeting, user_id)
);

-- Metered calls of each application and month (2026-11).
CREATE TABLE rollcall_calls (
    application TEXT   NOT NULL,
    month       TEXT   NOT NULL,
    used        BIGINT NOT NULL CHECK (used >= 0),
    PRIMARY KEY (application, month)
);

-- Account ids learned from questions about one person.
CREATE TABLE rollcall_account (
    application TEXT   NOT NULL,
    id_type     TEXT   NOT NULL,
    lookup_key  TEXT   NOT NULL,
    account     TEXT   NOT NULL,
    learned_at  BIGINT NOT NULL,
    PRIMARY KEY (application, id_type, lookup_key)
);

-- What was asked of the vendors, and how it went. Rows are added, never changed.
CREATE TABLE rollcall_audit (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    intended_at BIGINT NOT NULL,
    flow        TEXT   NOT NULL,
    action      TEXT   NOT NULL,
    meeting     TEXT   NOT NULL,
    user_id     TEXT,
    phone       TEXT,
    reason      TEXT   NOT NULL
);

CREATE INDEX rollcall_audit_time ON rollcall_audit (intended_at);

CREATE TABLE rollcall_audit_result (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    audit_id   BIGINT NOT NULL,
    result     TEXT   NOT NULL, -- DONE, FAILED or UNKNOWN
    settled_at BIGINT NOT NULL,
    code       TEXT,
    request_id TEXT
);

CREATE INDEX rollcall_audit_result_audit ON rollcall_audit_result (audit_id);

-- When old rows were last removed: one row.
CREATE TABLE rollcall_upkeep (
    expired_at BIGINT NOT NULL
);

INSERT INTO rollcall_upkeep (expired_at) VALUES (0);
