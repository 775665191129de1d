package io.rollcall.history;

import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the evidence about one meeting instance. Not thread-safe. */
final class InstanceHistory {
    final MeetingInstance.Key key;
    private final Map<String, PersonStays> people = new LinkedHashMap<>();
    private final Map<UserId, Map<Role, PersonRoles>> roles = new LinkedHashMap<>();
    private final Map<UserId, ReadTime> withoutCoHost = new HashMap<>();
    private final Map<UserId, ReadTime> withoutHost = new HashMap<>();
    private int sessions;
    private int periods;

    private @Nullable Boundary start;
    private @Nullable Instant notRunningAt;
    private @Nullable Instant firstKnown;
    private @Nullable Boundary end;
    private @Nullable Instant lastSeen;
    private Instant lastSeenBy = Instant.MIN;

    /** The last complete read: who was not in it was absent; null after a restart. */
    private @Nullable ReadTime lastRead;

    private Set<String> lastListed = Set.of();

    InstanceHistory(MeetingInstance.Key key) {
        this.key = key;
    }

    /** @param notRunningAt a time at which the meeting did not run yet; null if unknown */
    InstanceHistory(MeetingInstance.Key key, @Nullable Instant notRunningAt) {
        this(key);
        this.notRunningAt = notRunningAt;
    }

    static InstanceHistory of(MeetingRecord known) {
        MeetingInstance instance = known.instance();
        InstanceHistory history = new InstanceHistory(instance.key());
        history.start = instance.start().isExact() ? instance.start() : null;
        history.notRunningAt = instance.start().earliest();
        history.firstKnown = instance.start().latest();
        history.end = instance.end();
        history.lastSeen = instance.lastSeen();
        history.lastSeenBy = instance.lastSeenBy();
        for (Session session : known.sessions()) {
            history.sessions = Math.max(history.sessions, session.number());
            history.person(session.user(), session.guest()).restore(session);
        }
        for (RolePeriod period : known.roles()) {
            history.periods = Math.max(history.periods, period.number());
            history.roles(period.user(), period.role()).restore(period);
        }
        return history;
    }

    private PersonStays person(@Nullable UserId user, @Nullable String guest) {
        String id = user == null ? "?" + guest : user.value();
        return people.computeIfAbsent(id, any -> new PersonStays(user, guest, () -> ++sessions));
    }

    private PersonRoles roles(UserId user, Role role) {
        return roles.computeIfAbsent(user, any -> new LinkedHashMap<>())
                .computeIfAbsent(role, any -> new PersonRoles(user, role, () -> ++periods));
    }

    /** When the vendor says that it began; null if unknown. */
    @Nullable Instant vendorStart() {
        return start == null ? null : start.latest();
    }

    @Nullable Boundary end() {
        return end;
    }

    @Nullable Instant lastSeen() {
        return lastSeen;
    }

    /** Whether something may still be learned from later reads. */
    boolean isOpen() {
        return end == null || people.values().stream().anyMatch(PersonStays::isPresent);
    }

    /** The vendor tells when the meeting began. */
    void started(Instant time, Known known) {
        if (start == null) {
            start = Boundary.at(time, known);
        }
    }

    /** The meeting ran at a time in a read. */
    void ran(ReadTime read) {
        if (lastSeen == null || read.asked().isAfter(lastSeen)) {
            lastSeen = read.asked();
            lastSeenBy = read.answered();
        }
        known(read.answered());
        if (end != null
                && !end.isExact()
                && end.latest() != null
                && !read.asked().isBefore(end.latest())) {
            end = null;
        }
    }

    private void known(Instant time) {
        if (firstKnown == null || time.isBefore(firstKnown)) {
            firstKnown = time;
        }
    }

    /** The meeting did not run at a time in a read. */
    void didNotRun(ReadTime read) {
        boolean startedBefore = firstKnown != null && !firstKnown.isAfter(read.asked());
        if (startedBefore && !lastSeenBy.isAfter(read.asked()) && (end == null || isEarlier(read.answered()))) {
            end = Boundary.between(lastSeen, read.answered());
        } else if (firstKnown != null && !read.answered().isAfter(firstKnown)) {
            notRunningAt = notRunningAt == null || read.asked().isAfter(notRunningAt) ? read.asked() : notRunningAt;
        }
    }

    private boolean isEarlier(Instant time) {
        return end != null && !end.isExact() && end.latest() != null && time.isBefore(end.latest());
    }

    /** Another instance of the same meeting began: what was seen since belongs to it, and this one had ended by then. */
    void moveFrom(Instant time, InstanceHistory next) {
        lastSeen = null;
        lastSeenBy = Instant.MIN;
        people.values().forEach(person -> {
            person.moveFrom(time, next.person(person.user(), person.guest()));
            ReadTime seen = person.lastSeen();
            if (seen != null && (lastSeen == null || seen.asked().isAfter(lastSeen))) {
                lastSeen = seen.asked();
                lastSeenBy = seen.answered();
            }
        });
        roles.forEach(
                (user, byRole) -> byRole.forEach((role, one) -> one.moveFrom(time, () -> next.roles(user, role))));
        end = Boundary.between(lastSeen, time);
        lastRead = null;
    }

    /** The vendor tells when the meeting ended. */
    void ended(Instant time) {
        known(time);
        if (lastSeen == null) {
            lastSeen = time;
            lastSeenBy = time;
        }
        end = Boundary.at(time, Known.EVENT);
    }

    /** A read shows rows of people. */
    void rows(List<Participant> rows, boolean complete, ReadTime read) {
        Map<String, Set<Stay>> shown = new LinkedHashMap<>();
        Set<String> unclear = new HashSet<>();
        Guests guests = new Guests();
        Map<String, Set<Instant>> joins = new HashMap<>();
        for (Participant row : rows) {
            if (row.attendance().isActive() && row.joinedAt() != null) {
                joins.computeIfAbsent(id(row, guests), any -> new HashSet<>()).add(row.joinedAt());
            }
        }
        for (Participant row : rows) {
            String id = id(row, guests);
            Attendance.State state = row.attendance().state();
            if (state == Attendance.State.ACTIVE) {
                owner(row, guests)
                        .seen(row, joins.getOrDefault(id, Set.of()), read, absentBefore(id, read))
                        .ifPresentOrElse(
                                stay -> shown.computeIfAbsent(id, any -> new HashSet<>())
                                        .add(stay),
                                () -> unclear.add(id));
                known(row.joinedAt() == null ? read.answered() : row.joinedAt());
                ran(read);
            } else if (state == Attendance.State.UNKNOWN) {
                unclear.add(id);
            } else if (state == Attendance.State.LEFT || state == Attendance.State.REMOVED) {
                gone(owner(row, guests), row);
            }
        }
        if (complete) {
            people.forEach((id, stays) -> {
                if (!unclear.contains(id)) {
                    stays.absentExcept(shown.getOrDefault(id, Set.of()), read);
                }
            });
            unclear.addAll(shown.keySet());
            remember(read, unclear);
        }
        roles(rows, read);
    }

    private void remember(ReadTime read, Set<String> listed) {
        if (lastRead == null || read.asked().isAfter(lastRead.asked())) {
            lastRead = read;
            lastListed = new HashSet<>(listed);
        }
    }

    /** Distinguishes the anonymous rows of one read: by the time of joining, or by their order. */
    private final class Guests {
        private final Map<Participant, String> names = new IdentityHashMap<>();
        private final Map<String, Integer> counts = new HashMap<>();

        String of(Participant row) {
            return names.computeIfAbsent(row, any -> {
                Instant joined = row.joinedAt();
                String by = joined == null ? "" : String.valueOf(joined.toEpochMilli());
                return by + "#" + counts.merge(by, 1, Integer::sum);
            });
        }
    }

    private PersonStays owner(Participant row, Guests guests) {
        UserId user = row.user();
        return user == null ? person(null, guests.of(row)) : person(user, null);
    }

    private static String id(Participant row, Guests guests) {
        UserId user = row.user();
        return user == null ? "?" + guests.of(row) : user.value();
    }

    private void gone(PersonStays owner, Participant row) {
        Instant joined = row.joinedAt();
        Instant left = row.leftAt();
        if (left != null && (joined == null || !left.isBefore(joined))) {
            owner.left(row, left, Known.SEEN, earliest());
            known(left);
        } else if (joined != null) {
            owner.joined(row, joined, Known.SEEN);
            known(joined);
        }
    }

    /** When a person was missing in a complete read before this one; the start of the meeting otherwise; null if unknown. */
    private @Nullable Instant absentBefore(String id, ReadTime read) {
        if (lastRead != null && !lastRead.answered().isAfter(read.asked()) && !lastListed.contains(id)) {
            return lastRead.asked();
        }
        return earliest();
    }

    private @Nullable Instant earliest() {
        return start == null ? notRunningAt : start.earliest();
    }

    /** A complete read of a person's meetings does not show this one. */
    void absent(UserId user, ReadTime read) {
        PersonStays stays = people.get(user.value());
        if (stays != null) {
            stays.absentExcept(List.of(), read);
        }
    }

    /** An event tells that a person or a device joined. */
    void joined(Participant row, Instant time) {
        if (end != null && end.isExact() && end.latest() != null && time.isAfter(end.latest())) {
            return;
        }
        PersonStays owner = owner(row, new Guests());
        Stay stay = owner.joined(row, time, Known.EVENT);
        known(time);
        ran(new ReadTime(time, time));
        String id = row.user() == null ? "" : row.user().value();
        if (lastRead != null
                && stay.left == null
                && !stay.lastSeenBy.isAfter(lastRead.asked())
                && row.user() != null
                && !lastListed.contains(id)) {
            stay.absent(lastRead);
        }
        UserId user = row.user();
        if (user != null) {
            roles(user, List.of(row), new ReadTime(time, time));
        }
    }

    /** An event tells that a person or a device left. */
    void left(Participant row, Instant time) {
        if (row.user() == null && row.joinedAt() == null) {
            // one of several anonymous devices: the next read shows which
            return;
        }
        owner(row, new Guests()).left(row, time, Known.EVENT, earliest());
        known(row.joinedAt() == null ? time : row.joinedAt());
        ran(new ReadTime(time, time));
    }

    /** Rollcall changed a role. */
    void changed(UserId user, CoHostChange.Action action, ReadTime time) {
        PersonRoles coHost = roles(user, Role.CO_HOST);
        if (action == CoHostChange.Action.PROMOTE) {
            endWithPresence(user, Role.CO_HOST, time);
            coHost.given(time);
        } else {
            coHost.removed(time);
        }
        ran(time);
    }

    private void roles(List<Participant> rows, ReadTime read) {
        Map<UserId, List<Participant>> active = new LinkedHashMap<>();
        for (Participant row : rows) {
            UserId user = row.user();
            if (user != null && row.attendance().isActive()) {
                active.computeIfAbsent(user, any -> new ArrayList<>()).add(row);
            }
        }
        active.forEach((user, ofUser) -> roles(user, ofUser, read));
    }

    private void roles(UserId user, List<Participant> rows, ReadTime read) {
        // a person may have several devices, and has the role with any of them
        role(user, Role.HOST, rows.stream().anyMatch(Participant::host), withoutHost, read);
        role(user, Role.CO_HOST, rows.stream().anyMatch(Participant::coHost), withoutCoHost, read);
    }

    private void role(UserId user, Role role, boolean has, Map<UserId, ReadTime> without, ReadTime read) {
        if (has) {
            PersonStays stays = people.get(user.value());
            if (stays != null && stays.endsWithin(read)) {
                return;
            }
            endWithPresence(user, role, read);
            ReadTime before = without.get(user);
            // two reads at the same time show the role in either order
            roles(user, role)
                    .seen(
                            read,
                            before == null || before.answered().isAfter(read.asked()) ? earliest() : before.asked());
            if (before != null) {
                // a read may come after a newer one
                roles(user, role).seenWithout(before);
            }
        } else {
            without.merge(user, read, (one, other) -> one.asked().isAfter(other.asked()) ? one : other);
            Map<Role, PersonRoles> known = roles.get(user);
            if (known != null && known.containsKey(role)) {
                roles(user, role).seenWithout(read);
            }
        }
    }

    /** A role that someone had before leaving is not the one after coming back. */
    private void endWithPresence(UserId user, Role role, ReadTime read) {
        PersonStays stays = people.get(user.value());
        PersonStays.Away away = stays == null ? null : stays.awayBefore(read);
        if (away != null) {
            roles(user, role).away(away.from(), away.back());
        }
    }

    /** What is known now. */
    MeetingRecord toRecord() {
        Instant first = firstKnown == null ? lastSeenBy : firstKnown;
        Boundary began = start == null ? Boundary.between(notRunningAt, first) : start;
        Instant seen = lastSeen == null ? first : lastSeen;
        List<Session> all = new ArrayList<>();
        Map<UserId, List<Session>> ofUser = new HashMap<>();
        people.values().forEach(person -> {
            List<Session> its = person.sessions(end);
            all.addAll(its);
            if (!its.isEmpty() && its.get(0).user() != null) {
                ofUser.put(its.get(0).user(), its);
            }
        });
        all.sort(Comparator.comparing(Session::number));
        List<RolePeriod> allRoles = new ArrayList<>();
        roles.forEach((user, byRole) -> byRole.values()
                .forEach(one -> allRoles.addAll(one.periods(ofUser.getOrDefault(user, List.of()), end))));
        allRoles.sort(Comparator.comparing(RolePeriod::number));
        Instant seenBy = lastSeen == null ? seen : lastSeenBy;
        return new MeetingRecord(new MeetingInstance(key, began, end, seen, seenBy), all, allRoles);
    }
}
