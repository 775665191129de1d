-- A store as 0.1 (schema 1) left it.
CREATE TABLE rollcall_schema_history (
    installed_rank INTEGER       NOT NULL CONSTRAINT rollcall_schema_history_pk PRIMARY KEY,
    version        VARCHAR(50),
    description    VARCHAR(200)  NOT NULL,
    type           VARCHAR(20)   NOT NULL,
    script         VARCHAR(1000) NOT NULL,
    checksum       INTEGER,
    installed_by   VARCHAR(100)  NOT NULL,
    installed_on   TIMESTAMP     NOT NULL DEFAULT now(),
    execution_time INTEGER       NOT NULL,
    success        BOOLEAN       NOT NULL
);
CREATE INDEX rollcall_schema_history_s_idx ON rollcall_schema_history (success);

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
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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

INSERT INTO rollcall_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (1, '1', 'what must survive', 'SQL', 'V1__what_must_survive.sql', 1358685175, 'postgres', '2026-11-28 16:08:57.498256', 71, true);
INSERT INTO rollcall_invitation (meeting, kind, invitee, flow, standing, touched_at) VALUES ('meeting-1', 'PHONE', '+8613800138000', 'duty', 'INTENDED', 1795161600000);
INSERT INTO rollcall_invitation (meeting, kind, invitee, flow, standing, touched_at) VALUES ('meeting-1', 'USER', 'ann', 'duty', 'INVITED', 1795161601000);
INSERT INTO rollcall_invitation (meeting, kind, invitee, flow, standing, touched_at) VALUES ('meeting-1', 'USER', 'bob', 'duty', 'UNKNOWN', 1795161601000);
INSERT INTO rollcall_invitation (meeting, kind, invitee, flow, standing, touched_at) VALUES ('meeting-2', 'USER', 'ann', 'duty', 'INTENDED', 1795161605000);
INSERT INTO rollcall_promotion (meeting, user_id, tries, seen, touched_at) VALUES ('meeting-1', 'ann', 0, true, 1795161602000);
INSERT INTO rollcall_promotion (meeting, user_id, tries, seen, touched_at) VALUES ('meeting-1', 'bob', 2, false, 1795161603000);
INSERT INTO rollcall_calls (application, month, used) VALUES ('dingtalk:app', '2026-11', 7);
INSERT INTO rollcall_account (application, id_type, lookup_key, account, learned_at) VALUES ('huawei:app', 'THIRD_ACCOUNT', 'k1', 'a1', 1795161600000);
INSERT INTO rollcall_account (application, id_type, lookup_key, account, learned_at) VALUES ('huawei:app', 'THIRD_ACCOUNT', 'k2', 'a2', 1795161600000);
INSERT INTO rollcall_audit (id, intended_at, flow, action, meeting, user_id, phone, reason) OVERRIDING SYSTEM VALUE VALUES (1, 1795161600000, 'duty', 'invite', 'meeting-1', 'ann', NULL, 'not-in-meeting');
INSERT INTO rollcall_audit (id, intended_at, flow, action, meeting, user_id, phone, reason) OVERRIDING SYSTEM VALUE VALUES (2, 1795161600000, 'duty', 'invite', 'meeting-1', 'bob', NULL, 'not-in-meeting');
INSERT INTO rollcall_audit (id, intended_at, flow, action, meeting, user_id, phone, reason) OVERRIDING SYSTEM VALUE VALUES (3, 1795161600000, 'duty', 'invite', 'meeting-1', NULL, '+86 138 0013 8000', 'not-in-meeting');
INSERT INTO rollcall_audit (id, intended_at, flow, action, meeting, user_id, phone, reason) OVERRIDING SYSTEM VALUE VALUES (4, 1795161609000, 'board', 'promote', 'meeting-1', 'ann', NULL, 'listed');
INSERT INTO rollcall_audit_result (id, audit_id, result, settled_at, code, request_id) OVERRIDING SYSTEM VALUE VALUES (1, 1, 'DONE', 1795161601000, NULL, 'r-1');
INSERT INTO rollcall_audit_result (id, audit_id, result, settled_at, code, request_id) OVERRIDING SYSTEM VALUE VALUES (2, 2, 'UNKNOWN', 1795161601000, '504', NULL);
INSERT INTO rollcall_audit_result (id, audit_id, result, settled_at, code, request_id) OVERRIDING SYSTEM VALUE VALUES (3, 4, 'FAILED', 1795161610000, 'param.error', 'r-2');
INSERT INTO rollcall_upkeep (expired_at) VALUES (1795161600000);

SELECT setval(pg_get_serial_sequence('rollcall_audit', 'id'), 4);
SELECT setval(pg_get_serial_sequence('rollcall_audit_result', 'id'), 3);
