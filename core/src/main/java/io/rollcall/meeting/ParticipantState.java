package io.rollcall.meeting;

import static java.util.Comparator.naturalOrder;

import io.rollcall.model.Attendance;
import io.rollcall.model.Participant;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one person in one meeting, merged over all their devices. Immutable and thread-safe.
 *
 * @param state active if any device is active; otherwise unknown if any device's status is unknown; otherwise the state
 *     that is nearest to being in the meeting
 * @param host whether the person is host; devices that left do not count while another device is in the meeting
 * @param coHost whether the person is co-host, with the same rule
 * @param external whether the person is from another organization, with the same rule
 * @param phone whether the person joined by phone, with the same rule
 * @param stayFrom since when the person has been in the meeting without a gap; null if unknown
 * @param lastJoin when the person's newest device in the meeting joined; null if unknown
 */
public record ParticipantState(
        Attendance.State state,
        boolean host,
        boolean coHost,
        boolean external,
        boolean phone,
        @Nullable Instant stayFrom,
        @Nullable Instant lastJoin) {

    /** A state without times. */
    public ParticipantState(Attendance.State state, boolean host, boolean coHost, boolean external, boolean phone) {
        this(state, host, coHost, external, phone, null, null);
    }

    private static final List<Attendance.State> NEAREST_FIRST = List.of(
            Attendance.State.ACTIVE,
            Attendance.State.UNKNOWN,
            Attendance.State.CALLING,
            Attendance.State.INITIALISED,
            Attendance.State.NOT_JOINED,
            Attendance.State.REMOVED,
            Attendance.State.LEFT);

    /**
     * Merges the rows of one person in one meeting (docs/vendors/dingtalk.md §4.2: a person may have several).
     *
     * @param rows one or more
     */
    public static ParticipantState of(List<Participant> rows) {
        Attendance.State state = NEAREST_FIRST.stream()
                .filter(one -> rows.stream().anyMatch(row -> row.attendance().state() == one))
                .findFirst()
                .orElse(Attendance.State.UNKNOWN);
        List<Participant> relevant = state == Attendance.State.ACTIVE
                ? rows.stream().filter(row -> row.attendance().isActive()).toList()
                : rows;
        return new ParticipantState(
                state,
                any(relevant, Participant::host),
                any(relevant, Participant::coHost),
                any(relevant, Participant::external),
                any(relevant, Participant::phone),
                state == Attendance.State.ACTIVE ? stayFrom(relevant, rows) : null,
                state == Attendance.State.ACTIVE
                        ? joins(relevant).max(naturalOrder()).orElse(null)
                        : null);
    }

    /** The start of the stay; a change of the device without a gap continues it, so devices that left count here. */
    private static @Nullable Instant stayFrom(List<Participant> active, List<Participant> rows) {
        if (joins(active).count() < active.size()) {
            return null;
        }
        Instant from = joins(active).min(naturalOrder()).orElse(null);
        for (Instant before = null; from != null && !from.equals(before); ) {
            before = from;
            for (Participant row : rows) {
                Instant joined = row.joinedAt();
                Instant left = row.leftAt();
                if (joined != null && left != null && joined.isBefore(from) && !left.isBefore(from)) {
                    from = joined;
                }
            }
        }
        return from;
    }

    private static Stream<Instant> joins(List<Participant> rows) {
        return rows.stream().map(Participant::joinedAt).filter(Objects::nonNull);
    }

    private static boolean any(List<Participant> rows, Predicate<Participant> flag) {
        return rows.stream().anyMatch(flag);
    }

    /** Whether the person is in the meeting now. */
    public boolean isActive() {
        return state == Attendance.State.ACTIVE;
    }

    /** Whether the person is in the meeting, joining, being called or about to be, or has an unknown status. */
    public boolean mayBeComing() {
        return state == Attendance.State.ACTIVE
                || state == Attendance.State.UNKNOWN
                || state == Attendance.State.CALLING
                || state == Attendance.State.INITIALISED;
    }
}
