package io.rollcall.tell;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.util.Optional;

/** The names of people and the titles of meetings, as the run at hand saw them. */
public interface Names {
    /** Knows no names. */
    Names NONE = new Names() {
        @Override
        public Optional<String> person(UserId user) {
            return Optional.empty();
        }

        @Override
        public Optional<String> title(MeetingId meeting) {
            return Optional.empty();
        }
    };

    /** A person's name. */
    Optional<String> person(UserId user);

    /** A meeting's title. */
    Optional<String> title(MeetingId meeting);
}
