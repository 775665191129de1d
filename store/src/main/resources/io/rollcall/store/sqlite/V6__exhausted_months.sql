-- Months in which a vendor refused metered calls because the organization's calls were used up.
CREATE TABLE rollcall_exhausted (
    application TEXT   NOT NULL,
    month       TEXT   NOT NULL, -- 2026-11, as in rollcall_calls
    since       BIGINT NOT NULL,
    next_try    BIGINT NOT NULL, -- from when on one call may be sent to find out whether the vendor still refuses
    PRIMARY KEY (application, month)
);

-- How many calls the last poll of a flow that found running meetings made for them.
CREATE TABLE rollcall_seen_meetings (
    flow  TEXT   NOT NULL PRIMARY KEY,
    calls BIGINT NOT NULL
);
