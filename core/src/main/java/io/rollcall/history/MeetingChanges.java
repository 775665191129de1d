package io.rollcall.history;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a meeting instance since it was saved. Immutable and thread-safe.
 *
 * @param changed the instance, and of its sessions and roles those that are new or differ
 * @param removedSessions the numbers of sessions that turned out to belong to another instance
 * @param removedRoles the numbers of periods of roles, likewise
 */
public record MeetingChanges(MeetingRecord changed, Set<Integer> removedSessions, Set<Integer> removedRoles) {
    public MeetingChanges {
        removedSessions = Set.copyOf(removedSessions);
        removedRoles = Set.copyOf(removedRoles);
    }

    /**
     * The differences.
     *
     * @param before as it was saved; null if it was not
     * @return empty if there are none
     */
    static Optional<MeetingChanges> between(@Nullable MeetingRecord before, MeetingRecord now) {
        if (before == null) {
            return Optional.of(new MeetingChanges(now, Set.of(), Set.of()));
        }
        if (before.equals(now)) {
            return Optional.empty();
        }
        Set<Session> sessions = new HashSet<>(before.sessions());
        Set<RolePeriod> roles = new HashSet<>(before.roles());
        MeetingRecord changed = new MeetingRecord(
                now.instance(),
                now.sessions().stream().filter(one -> !sessions.contains(one)).toList(),
                now.roles().stream().filter(one -> !roles.contains(one)).toList());
        return Optional.of(new MeetingChanges(
                changed,
                missing(
                        before.sessions().stream().map(Session::number).toList(),
                        now.sessions().stream().map(Session::number).toList()),
                missing(
                        before.roles().stream().map(RolePeriod::number).toList(),
                        now.roles().stream().map(RolePeriod::number).toList())));
    }

    private static Set<Integer> missing(List<Integer> before, List<Integer> now) {
        // a meeting may have tens of thousands of sessions
        Set<Integer> missing = new HashSet<>(before);
        now.forEach(missing::remove);
        return missing;
    }
}
