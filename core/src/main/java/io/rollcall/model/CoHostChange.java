package io.rollcall.model;

import java.util.List;

/**
 * A wish to change who helps to run a meeting: one call for all its users.
 *
 * @param users at least one, distinct
 */
public record CoHostChange(MeetingId meeting, Action action, List<UserId> users) {

    /** What is to happen to the users. */
    public enum Action {
        /** Make them co-hosts. */
        PROMOTE,
        /** Take the role away. */
        REMOVE
    }

    public CoHostChange {
        users = List.copyOf(users);
        if (users.isEmpty()) {
            throw new IllegalArgumentException("a change of co-hosts names at least one user");
        }
    }
}
