package io.rollcall.hint;

import io.rollcall.model.Participant;

/** What a flow does when a person joins a meeting. Thread-safe. */
public interface JoinRule {

    /** What to do about a row that an event described. Depends on the flow's configuration only, not on its list files. */
    Reaction to(Participant joined);

    /** The most people that one run acts on, 1 or more; the others follow in further runs. */
    default int mostPeople() {
        return Integer.MAX_VALUE;
    }

    /** What to do. */
    enum Reaction {
        /** Nothing. */
        NONE,
        /** Act on the row itself. */
        ACT,
        /** Read the members of the meeting. */
        READ
    }
}
