-- Whether the last walk did not see a person who is PRESENT, because it did not read everything; last_seen is then exact.
ALTER TABLE rollcall_roster_person ADD COLUMN frozen BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE rollcall_roster_staged ADD COLUMN frozen BOOLEAN NOT NULL DEFAULT FALSE;

DROP VIEW rollcall_people;

CREATE VIEW rollcall_people AS
SELECT p.flow,
       p.number,
       p.user_id,
       p.union_id,
       p.name,
       p.phone,
       lower(p.state) AS state,
       to_timestamp(p.since / 1000.0) AS since,
       to_timestamp(p.first_seen / 1000.0) AS first_seen,
       to_timestamp((CASE WHEN p.state = 'PRESENT' AND NOT p.frozen AND w.walked_at > p.last_seen THEN w.walked_at ELSE p.last_seen END) / 1000.0)
           AS last_seen,
       p.departments,
       p.record
FROM rollcall_roster_person p
LEFT JOIN (SELECT flow, max(walked_at) AS walked_at FROM rollcall_roster_run
           WHERE state IN ('ACCEPTED', 'APPLIED') GROUP BY flow) w ON w.flow = p.flow;
