package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a person stands in a meeting. A status that this version does not know is kept as {@link State#UNKNOWN} with its
 * code, never dropped.
 *
 * @param state what it means
 * @param code the vendor's own code; null where the vendor said nothing
 */
public record Attendance(State state, @Nullable Long code) {

    /** What a status means, in the order in which it is usually passed through. */
    public enum State {
        /** Known to the meeting, not called yet. */
        INITIALISED,
        /** Being called, or joining. */
        CALLING,
        /** In the meeting. */
        ACTIVE,
        /** Did not join, for example because the call was declined. */
        NOT_JOINED,
        /** Removed from the meeting. */
        REMOVED,
        /** Left the meeting. */
        LEFT,
        /** The vendor said nothing, or something that this version does not know. */
        UNKNOWN
    }

    /** The vendor said nothing about where the person stands. */
    public static Attendance unsaid() {
        return new Attendance(State.UNKNOWN, null);
    }

    /** The word of JSON, in lower case with dashes; the code is not in it. */
    @JsonValue
    public String word() {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the person is in the meeting now. */
    public boolean isActive() {
        return state == State.ACTIVE;
    }
}
