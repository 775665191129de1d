-- Which store this is, and how often it was written to: one row. A running program notices by it when another store, or an
-- older copy of this one, was put in the store's place.
CREATE TABLE rollcall_store (
    id    TEXT   NOT NULL,
    epoch BIGINT NOT NULL
);

INSERT INTO rollcall_store (id, epoch) VALUES (lower(hex(randomblob(16))), 0);
