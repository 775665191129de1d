-- How many calls the last poll of a flow in an hour of the week made for running meetings; schedule=auto plans with it.
CREATE TABLE rollcall_meetings_by_hour (
    flow  TEXT   NOT NULL,
    hour  BIGINT NOT NULL,  -- of the week by local time, from 0 for Monday 00:00 to 167
    calls BIGINT NOT NULL,
    PRIMARY KEY (flow, hour)
);
