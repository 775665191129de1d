-- Tracked rosters. Lists are JSON arrays, such as [2,3].

-- One row for each run of a tracked roster.
CREATE TABLE rollcall_roster_run (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    flow          TEXT    NOT NULL,
    state         TEXT    NOT NULL, -- STAGING, ACCEPTED (not all of it is applied), APPLIED or DROPPED
    begun_at      BIGINT  NOT NULL,
    started_at    BIGINT,           -- this and the next ones: null until the run is accepted or dropped
    ended_at      BIGINT,
    complete      BOOLEAN,
    people        BIGINT,
    head_count    BIGINT,
    missing       BIGINT,
    tracked_since BIGINT,           -- the end of the flow's first accepted run
    walked_at     BIGINT,           -- the end of the last accepted run up to this one that walked the directory
    walked_before BIGINT,           -- the same of the accepted run before this one
    applied_to    BIGINT  NOT NULL  -- the last row of rollcall_roster_staged that was applied
);

CREATE INDEX rollcall_roster_run_flow ON rollcall_roster_run (flow, id);
CREATE INDEX rollcall_roster_run_state ON rollcall_roster_run (state, flow, id);

-- One row for each person who was ever in a roster, until they have left for long.
CREATE TABLE rollcall_roster_person (
    number        INTEGER PRIMARY KEY,
    flow          TEXT   NOT NULL,
    user_id       TEXT   NOT NULL,
    union_id      TEXT,
    name          TEXT,
    phone         TEXT,
    person_print  BIGINT NOT NULL,
    account_print BIGINT,
    record        TEXT,
    state         TEXT   NOT NULL, -- PRESENT, UNSEEN or LEFT
    since         BIGINT NOT NULL,
    first_seen    BIGINT NOT NULL,
    last_seen     BIGINT NOT NULL, -- of who is PRESENT: as of the last change; they were also seen by every walk since
    departments   TEXT   NOT NULL  -- where the person is, or was last
);

-- Not unique: a userId can pass to another person.
CREATE INDEX rollcall_roster_person_user ON rollcall_roster_person (user_id, flow);
CREATE INDEX rollcall_roster_person_union ON rollcall_roster_person (union_id, flow);
CREATE INDEX rollcall_roster_person_phone ON rollcall_roster_person (phone);
CREATE INDEX rollcall_roster_person_state ON rollcall_roster_person (flow, state, number);

-- Who was in which department from when to when.
CREATE TABLE rollcall_roster_placement (
    person      BIGINT NOT NULL,
    department  BIGINT NOT NULL,
    valid_from  BIGINT NOT NULL,
    valid_until BIGINT,          -- null for now
    PRIMARY KEY (person, department, valid_from)
) WITHOUT ROWID;

CREATE INDEX rollcall_roster_placement_department ON rollcall_roster_placement (department, valid_from);

-- The departments and their names from when to when.
CREATE TABLE rollcall_roster_department (
    flow        TEXT   NOT NULL,
    department  BIGINT NOT NULL,
    name        TEXT,
    parent      BIGINT,
    valid_from  BIGINT NOT NULL,
    valid_until BIGINT           -- null for now
);

CREATE INDEX rollcall_roster_department_id ON rollcall_roster_department (flow, department, valid_from);

-- Every change, written in the transaction that applies it. Rows are added, never changed.
CREATE TABLE rollcall_roster_change (
    number           INTEGER PRIMARY KEY AUTOINCREMENT,
    id               TEXT   NOT NULL,
    flow             TEXT   NOT NULL,
    changed_at       BIGINT NOT NULL,
    kind             TEXT   NOT NULL, -- joined, left, returned, moved, renamed, changed or unseen
    person           BIGINT NOT NULL,
    user_id          TEXT   NOT NULL,
    union_id         TEXT,
    from_departments TEXT   NOT NULL,
    to_departments   TEXT   NOT NULL,
    fields           TEXT   NOT NULL
);

CREATE INDEX rollcall_roster_change_flow ON rollcall_roster_change (flow, number);
CREATE INDEX rollcall_roster_change_time ON rollcall_roster_change (flow, changed_at, number);

-- The last change that each reader has received.
CREATE TABLE rollcall_roster_delivered (
    flow   TEXT   NOT NULL,
    reader TEXT   NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (flow, reader)
);

-- What a run found, until it is applied or dropped. The id of a new person's row becomes the person's number.
CREATE TABLE rollcall_roster_staged (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    run           BIGINT NOT NULL,
    person        BIGINT,           -- null for a new one
    user_id       TEXT   NOT NULL,
    union_id      TEXT,
    name          TEXT,
    phone         TEXT,
    person_print  BIGINT NOT NULL,
    account_print BIGINT,
    record        TEXT,             -- null: the record and what comes with it stay as they are
    state         TEXT   NOT NULL,
    seen_at       BIGINT NOT NULL,  -- or missed at
    departments   TEXT   NOT NULL,
    changes       TEXT
);

CREATE INDEX rollcall_roster_staged_run ON rollcall_roster_staged (run, id);

CREATE TABLE rollcall_roster_staged_department (
    run        BIGINT NOT NULL,
    department BIGINT NOT NULL,
    name       TEXT,
    parent     BIGINT,
    PRIMARY KEY (run, department)
);

-- The rosters that do not replace the last one, and whom they would lose.
CREATE TABLE rollcall_roster_quarantine (
    flow          TEXT   NOT NULL PRIMARY KEY,
    began_at      BIGINT NOT NULL,
    lost          BIGINT NOT NULL,
    people_before BIGINT NOT NULL,
    allowed_until BIGINT           -- null as long as no administrator has accepted it
);

CREATE TABLE rollcall_roster_quarantine_department (
    flow       TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    department BIGINT NOT NULL,
    name       TEXT,
    people     BIGINT NOT NULL,
    PRIMARY KEY (flow, position)
);

CREATE TABLE rollcall_roster_quarantine_person (
    flow    TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (flow, user_id)
);

-- Public interface, described in docs/administrators/roster.md.
CREATE VIEW rollcall_people AS
SELECT p.flow,
       p.number,
       p.user_id,
       p.union_id,
       p.name,
       p.phone,
       lower(p.state) AS state,
       strftime('%Y-%m-%dT%H:%M:%fZ', p.since / 1000.0, 'unixepoch') AS since,
       strftime('%Y-%m-%dT%H:%M:%fZ', p.first_seen / 1000.0, 'unixepoch') AS first_seen,
       strftime('%Y-%m-%dT%H:%M:%fZ', (CASE WHEN p.state = 'PRESENT' AND w.walked_at > p.last_seen THEN w.walked_at ELSE p.last_seen END) / 1000.0, 'unixepoch')
           AS last_seen,
       p.departments,
       p.record
FROM rollcall_roster_person p
LEFT JOIN (SELECT flow, max(walked_at) AS walked_at FROM rollcall_roster_run
           WHERE state IN ('ACCEPTED', 'APPLIED') GROUP BY flow) w ON w.flow = p.flow;

CREATE VIEW rollcall_placements AS
SELECT p.flow,
       p.number AS person,
       p.user_id,
       p.union_id,
       p.name,
       l.department,
       (SELECT d.name FROM rollcall_roster_department d WHERE d.flow = p.flow AND d.department = l.department
        ORDER BY d.valid_from DESC LIMIT 1) AS department_name,
       strftime('%Y-%m-%dT%H:%M:%fZ', l.valid_from / 1000.0, 'unixepoch') AS valid_from,
       strftime('%Y-%m-%dT%H:%M:%fZ', l.valid_until / 1000.0, 'unixepoch') AS valid_until
FROM rollcall_roster_placement l
JOIN rollcall_roster_person p ON p.number = l.person;

CREATE VIEW rollcall_changes AS
SELECT c.flow,
       c.number,
       c.id,
       strftime('%Y-%m-%dT%H:%M:%fZ', c.changed_at / 1000.0, 'unixepoch') AS changed_at,
       c.kind AS change,
       c.person,
       c.user_id,
       c.union_id,
       p.name,
       c.from_departments,
       c.to_departments,
       c.fields
FROM rollcall_roster_change c
LEFT JOIN rollcall_roster_person p ON p.number = c.person;
