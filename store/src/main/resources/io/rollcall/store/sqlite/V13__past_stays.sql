-- When people had joined whose stay in a meeting has ended, after Rollcall promoted them: an event of that stay may come late. Kept for a day.
CREATE TABLE rollcall_past_stay (
    meeting   TEXT   NOT NULL,
    user_id   TEXT   NOT NULL,
    joined_at BIGINT NOT NULL,
    ended_at  BIGINT NOT NULL,
    PRIMARY KEY (meeting, user_id)
);

CREATE INDEX rollcall_past_stay_user ON rollcall_past_stay (user_id);
