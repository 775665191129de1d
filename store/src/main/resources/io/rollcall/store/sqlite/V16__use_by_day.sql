-- For what the metered calls of each application were made, by the vendor's days.
CREATE TABLE rollcall_calls_by_day (
    application TEXT   NOT NULL,
    call_day    TEXT   NOT NULL, -- 2026-11-20
    flow        TEXT   NOT NULL, -- empty where no flow made the call
    operation   TEXT   NOT NULL,
    calls       BIGINT NOT NULL,
    PRIMARY KEY (application, call_day, flow, operation)
);

-- The metered events of each application, by the vendor's days.
CREATE TABLE rollcall_events_by_day (
    application TEXT   NOT NULL,
    event_day   TEXT   NOT NULL,
    events      BIGINT NOT NULL,
    PRIMARY KEY (application, event_day)
);

-- How the runs of each flow ended, by Rollcall's days. Kept for 40 days.
CREATE TABLE rollcall_runs_by_day (
    flow    TEXT   NOT NULL,
    run_day TEXT   NOT NULL,
    outcome TEXT   NOT NULL, -- COMPLETE, INCOMPLETE, FAILED or QUARANTINED
    runs    BIGINT NOT NULL,
    PRIMARY KEY (flow, run_day, outcome)
);

-- The audit is read by meeting and by person.
CREATE INDEX rollcall_audit_meeting ON rollcall_audit (meeting, id);
CREATE INDEX rollcall_audit_user ON rollcall_audit (user_id, id);

-- A person's card shows the person's changes.
CREATE INDEX rollcall_roster_change_person ON rollcall_roster_change (person, number);
