-- What list files held when they were last accepted: a file that loses most of its entries counts only once it stays so.
CREATE TABLE rollcall_list (
    file           TEXT   NOT NULL PRIMARY KEY,
    entries        BIGINT NOT NULL,
    hash           TEXT   NOT NULL, -- SHA-256 of the entries
    doubtful       TEXT,            -- that of newer entries which do not count yet
    doubtful_since BIGINT
);
