package io.rollcall.meeting.board;

import io.rollcall.model.Attendance;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person in a meeting as last seen. Immutable.
 *
 * @param name the display name; null if unknown
 * @param external whether the person is outside the organization that owns the meeting
 * @param phone whether the person joined by phone
 * @param devices how many devices are in the meeting; 1 at least for who is in it
 * @param joinedAt when the person joined, according to the vendor; null if unknown
 * @param verdicts what flows did about the person, by the flows' names
 */
public record SeenPerson(
        UserId user,
        @Nullable String name,
        Role role,
        Attendance.State state,
        boolean external,
        boolean phone,
        int devices,
        @Nullable Instant joinedAt,
        List<Verdict> verdicts) {
    public SeenPerson {
        verdicts = List.copyOf(verdicts);
    }

    /** A role in a meeting; in the order in which people look for them. */
    public enum Role {
        HOST,
        CO_HOST,
        PARTICIPANT
    }

    /**
     * What a flow did about a person in its last run that concerned the person.
     *
     * @param listed whether the flow lists the person
     * @param word a reason for no change, as reports spell it, or what became of a change: {@code promoted}, {@code removed},
     *     {@code invited}, or the status of a change that is not done
     * @param since when a run came to this first
     */
    public record Verdict(String flow, boolean listed, String word, Instant since) {}

    /** Whether the person is in the meeting now. */
    public boolean isActive() {
        return state == Attendance.State.ACTIVE;
    }

    /** Shows no name. */
    @Override
    public String toString() {
        return "SeenPerson[" + user + ", " + role + ", " + state + "]";
    }
}
