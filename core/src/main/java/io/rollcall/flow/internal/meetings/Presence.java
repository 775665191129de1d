package io.rollcall.flow.internal.meetings;

import io.rollcall.model.Attendance;
import io.rollcall.model.Participant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where one person stands in one meeting, over all their devices.
 *
 * @param state active where any device is; otherwise unknown where any device's status is; otherwise the one nearest to
 *     being in the meeting
 * @param host whether the person is host; the flags of devices that left do not count while another is in the meeting
 * @param coHost likewise
 * @param external likewise
 * @param phone likewise
 */
public record Presence(Attendance.State state, boolean host, boolean coHost, boolean external, boolean phone) {

    private static final List<Attendance.State> NEAREST_FIRST = List.of(
            Attendance.State.ACTIVE,
            Attendance.State.UNKNOWN,
            Attendance.State.CALLING,
            Attendance.State.INITIALISED,
            Attendance.State.NOT_JOINED,
            Attendance.State.REMOVED,
            Attendance.State.LEFT);

    /**
     * Merges the rows of one person in one meeting (vendors/dingtalk.md §4.2: a person may have several).
     *
     * @param rows at least one
     */
    public static Presence of(List<Participant> rows) {
        Attendance.State state = NEAREST_FIRST.stream()
                .filter(one -> rows.stream().anyMatch(row -> row.attendance().state() == one))
                .findFirst()
                .orElse(Attendance.State.UNKNOWN);
        List<Participant> telling = state == Attendance.State.ACTIVE
                ? rows.stream().filter(row -> row.attendance().isActive()).toList()
                : rows;
        return new Presence(
                state,
                any(telling, Participant::host),
                any(telling, Participant::coHost),
                any(telling, Participant::external),
                any(telling, Participant::phone));
    }

    private static boolean any(List<Participant> rows, Predicate<Participant> flag) {
        return rows.stream().anyMatch(flag);
    }

    /** Whether the person is in the meeting now. */
    public boolean isActive() {
        return state == Attendance.State.ACTIVE;
    }

    /** Whether the person is in the meeting, joining, being called or about to be, as far as anybody can tell. */
    public boolean mayBeComing() {
        return state == Attendance.State.ACTIVE
                || state == Attendance.State.UNKNOWN
                || state == Attendance.State.CALLING
                || state == Attendance.State.INITIALISED;
    }
}
