-- Attendance: who was in which meeting. Ids only, no names. A start or an end lies from *_earliest to *_latest, null for unknown.

-- One row for each instance of a meeting: its id and its start.
CREATE TABLE rollcall_history_meeting (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application    TEXT    NOT NULL,
    meeting        TEXT    NOT NULL,
    number         BIGINT  NOT NULL, -- 1 for the first instance of the meeting id
    start_earliest BIGINT,
    start_latest   BIGINT  NOT NULL,
    start_known    TEXT    NOT NULL, -- event, seen or bounded
    end_earliest   BIGINT,
    end_latest     BIGINT,           -- null while it runs
    end_known      TEXT,
    last_seen      BIGINT  NOT NULL,
    last_seen_by   BIGINT  NOT NULL,
    UNIQUE (application, meeting, number)
);

CREATE INDEX rollcall_history_meeting_seen ON rollcall_history_meeting (last_seen_by);
CREATE INDEX rollcall_history_meeting_start ON rollcall_history_meeting (start_latest, id);

-- One row for each stay of a device.
CREATE TABLE rollcall_history_session (
    meeting       BIGINT  NOT NULL, -- rollcall_history_meeting.id
    number        BIGINT  NOT NULL,
    user_id       TEXT,             -- null for an anonymous device
    guest         TEXT,             -- distinguishes anonymous devices
    outsider      BOOLEAN NOT NULL,
    phone         BOOLEAN NOT NULL,
    device        TEXT,             -- the kind, in the vendor's term
    joined_at     BIGINT,           -- the vendor's own time
    from_earliest BIGINT,
    from_latest   BIGINT  NOT NULL,
    from_known    TEXT    NOT NULL,
    to_earliest   BIGINT,
    to_latest     BIGINT,           -- null while it goes on
    to_known      TEXT,
    first_seen    BIGINT  NOT NULL, -- this and the next ones: the reads that the times are taken from
    last_seen     BIGINT  NOT NULL,
    last_seen_by  BIGINT  NOT NULL,
    absent_from   BIGINT,
    absent_by     BIGINT,
    PRIMARY KEY (meeting, number)
);

CREATE INDEX rollcall_history_session_user ON rollcall_history_session (user_id, from_latest);

-- One row for each time for which a person had a role.
CREATE TABLE rollcall_history_role (
    meeting       BIGINT  NOT NULL, -- rollcall_history_meeting.id
    number        BIGINT  NOT NULL,
    user_id       TEXT    NOT NULL,
    role          TEXT    NOT NULL, -- host or co-host
    given_by      TEXT    NOT NULL, -- rollcall or seen
    from_earliest BIGINT,
    from_latest   BIGINT  NOT NULL,
    from_known    TEXT    NOT NULL,
    to_earliest   BIGINT,
    to_latest     BIGINT,
    to_known      TEXT,
    first_seen    BIGINT  NOT NULL,
    last_seen     BIGINT  NOT NULL,
    last_seen_by  BIGINT  NOT NULL,
    absent_from   BIGINT,
    absent_by     BIGINT,
    PRIMARY KEY (meeting, number)
);

-- How many changes were made: several processes may write.
CREATE TABLE rollcall_history_revision (
    id       BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL
);

-- Public interface, described in docs/administrators/attendance.md.
CREATE VIEW rollcall_attendance_meetings AS
SELECT m.application,
       m.meeting,
       m.number,
       to_timestamp(m.start_earliest / 1000.0) AS start_earliest,
       to_timestamp(m.start_latest / 1000.0) AS start_latest,
       m.start_known,
       to_timestamp(m.end_earliest / 1000.0) AS end_earliest,
       to_timestamp(m.end_latest / 1000.0) AS end_latest,
       m.end_known,
       to_timestamp(m.last_seen / 1000.0) AS last_seen
FROM rollcall_history_meeting m;

CREATE VIEW rollcall_attendance_sessions AS
SELECT m.application,
       m.meeting,
       m.number AS meeting_number,
       s.number,
       s.user_id,
       s.outsider,
       s.phone,
       s.device,
       to_timestamp(s.from_earliest / 1000.0) AS from_earliest,
       to_timestamp(s.from_latest / 1000.0) AS from_latest,
       s.from_known,
       to_timestamp(s.to_earliest / 1000.0) AS to_earliest,
       to_timestamp(s.to_latest / 1000.0) AS to_latest,
       s.to_known
FROM rollcall_history_session s
JOIN rollcall_history_meeting m ON m.id = s.meeting;

CREATE VIEW rollcall_attendance_roles AS
SELECT m.application,
       m.meeting,
       m.number AS meeting_number,
       r.number,
       r.user_id,
       r.role,
       r.given_by,
       to_timestamp(r.from_earliest / 1000.0) AS from_earliest,
       to_timestamp(r.from_latest / 1000.0) AS from_latest,
       to_timestamp(r.to_earliest / 1000.0) AS to_earliest,
       to_timestamp(r.to_latest / 1000.0) AS to_latest
FROM rollcall_history_role r
JOIN rollcall_history_meeting m ON m.id = r.meeting;
