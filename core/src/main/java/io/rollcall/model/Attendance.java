package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A participant's state in a meeting. A status that this version does not know becomes {@link State#UNKNOWN} with its code.
 *
 * @param state the meaning of the status
 * @param code the vendor's own code; null if the response has none
 */
public record Attendance(State state, @Nullable Long code) {

    /** The meanings of a status, in their usual order. */
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
        /** The response has no status, or one that this version does not know. */
        UNKNOWN
    }

    /** The attendance without a status. */
    public static Attendance unknown() {
        return new Attendance(State.UNKNOWN, null);
    }

    /** The word in JSON, in lower case with dashes, without the code. */
    @JsonValue
    public String word() {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the person is in the meeting now. */
    public boolean isActive() {
        return state == State.ACTIVE;
    }
}
