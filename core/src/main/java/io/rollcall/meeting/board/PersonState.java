package io.rollcall.meeting.board;

import io.rollcall.meeting.board.SeenPerson.Role;
import io.rollcall.meeting.board.SeenPerson.Verdict;
import io.rollcall.model.Attendance;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one person in one meeting. Presence and role are known as of a time each: evidence about an earlier time
 * changes nothing, so that a read that was asked before an event, and answered after it, does not hide the event. Not thread-safe.
 */
final class PersonState {
    private final UserId user;
    private @Nullable String name;
    private Role role = Role.PARTICIPANT;
    private Attendance.State state = Attendance.State.UNKNOWN;
    private boolean external;
    private boolean phone;
    private int devices;
    private @Nullable Instant joinedAt;
    private @Nullable Instant leftAt;
    private Instant presenceAsOf = Instant.MIN;
    private Instant roleAsOf = Instant.MIN;

    PersonState(UserId user) {
        this.user = user;
    }

    /** Takes the person's rows of a read. @param rows one for each device; may be empty for a person who is not in the meeting */
    void read(List<Participant> rows, Instant asked) {
        if (!asked.isBefore(presenceAsOf)) {
            presenceAsOf = asked;
            presence(rows);
        }
        if (!asked.isBefore(roleAsOf) && !rows.isEmpty()) {
            roleAsOf = asked;
            role = role(rows);
        }
    }

    private void presence(List<Participant> rows) {
        if (rows.isEmpty()) {
            if (isActive()) {
                state = Attendance.State.LEFT;
            }
            devices = 0;
            return;
        }
        Participant best = best(rows);
        describe(best);
        state = best.attendance().state();
        devices = (int) rows.stream().filter(row -> row.attendance().isActive()).count();
    }

    private void describe(Participant row) {
        name = row.name() == null ? name : row.name();
        external = row.external();
        phone = row.phone();
        joinedAt = row.joinedAt() == null ? joinedAt : row.joinedAt();
        leftAt = row.leftAt() == null ? leftAt : row.leftAt();
    }

    /** The row of an active device, or else the one with the furthest state. */
    private static Participant best(Collection<Participant> rows) {
        return rows.stream()
                .filter(row -> row.attendance().isActive())
                .findFirst()
                .orElseGet(() -> rows.iterator().next());
    }

    private static Role role(List<Participant> rows) {
        if (rows.stream().anyMatch(Participant::host)) {
            return Role.HOST;
        }
        return rows.stream().anyMatch(Participant::coHost) ? Role.CO_HOST : Role.PARTICIPANT;
    }

    /** An event says that the person joined. @param at by the vendor's clock; null if unknown */
    void joined(Participant row, @Nullable Instant at, Instant receivedAt) {
        if (receivedAt.isBefore(presenceAsOf) || (at != null && leftAt != null && !at.isAfter(leftAt))) {
            return;
        }
        presenceAsOf = receivedAt;
        // a new stay: an earlier role has ended with the earlier stay
        if (!isActive()) {
            joinedAt = null;
            role = role(List.of(row));
            roleAsOf = receivedAt;
        }
        describe(row);
        joinedAt = joinedAt == null ? at : joinedAt;
        state = Attendance.State.ACTIVE;
        devices = Math.max(1, devices);
    }

    /** An event says that the person left, was removed or was invited. */
    void changed(Attendance.State now, Participant row, @Nullable Instant at, Instant receivedAt) {
        boolean late = at != null && joinedAt != null && at.isBefore(joinedAt);
        if (receivedAt.isBefore(presenceAsOf) || late) {
            return;
        }
        if (now == Attendance.State.CALLING && isActive()) {
            return;
        }
        presenceAsOf = receivedAt;
        if (now == Attendance.State.LEFT && isActive() && devices > 1) {
            devices--;
            return;
        }
        describe(row);
        leftAt = now == Attendance.State.CALLING ? leftAt : Objects.requireNonNullElse(at, receivedAt);
        state = now;
        devices = 0;
    }

    /** Rollcall changed the role. */
    void role(Role now, Instant at) {
        if (!at.isBefore(roleAsOf)) {
            roleAsOf = at;
            role = now;
        }
    }

    /** When the last known stay began, by the vendor's clock; null if unknown. */
    @Nullable Instant joinedAt() {
        return joinedAt;
    }

    boolean isActive() {
        return state == Attendance.State.ACTIVE;
    }

    SeenPerson seen(List<Verdict> verdicts) {
        return new SeenPerson(user, name, role, state, external, phone, devices, joinedAt, verdicts);
    }
}
