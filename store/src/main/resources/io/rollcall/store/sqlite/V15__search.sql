-- The names of people in tracked rosters, folded as io.rollcall.model.SearchText does, for searches by a part of a name. Each row has
-- the people of a flow in one state whose numbers divided by 64 are the page: line 0 of names is the first number's, and a line is
-- empty if its person has another flow, another state or no name. Written in the transaction that changes a person.
CREATE TABLE rollcall_roster_search (
    flow  TEXT   NOT NULL,
    state TEXT   NOT NULL,
    page  BIGINT NOT NULL,
    names TEXT   NOT NULL,
    PRIMARY KEY (flow, state, page)
);

-- One row: the names of people before this store had the table above are read from next_number to last_number, in parts.
CREATE TABLE rollcall_roster_search_fill (
    next_number BIGINT NOT NULL,
    last_number BIGINT NOT NULL
);

INSERT INTO rollcall_roster_search_fill (next_number, last_number)
SELECT 0, coalesce(max(number), -1) FROM rollcall_roster_person;
