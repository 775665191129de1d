package io.rollcall.history;

import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stays of one person, or of one anonymous device, in one meeting instance. Evidence may come in any order and more than
 * once. Evidence that fits two stays equally is ignored: a later read decides. Not thread-safe.
 */
final class PersonStays {
    private static final Comparator<Stay> BY_START =
            Comparator.comparing(Stay::startLatest).thenComparing(stay -> stay.number);

    private final @Nullable UserId user;
    private final @Nullable String guest;
    private final IntSupplier numbers;
    private final List<Stay> stays = new ArrayList<>();

    /** @param numbers gives each new session its number */
    PersonStays(@Nullable UserId user, @Nullable String guest, IntSupplier numbers) {
        this.user = user;
        this.guest = guest;
        this.numbers = numbers;
    }

    void restore(Session session) {
        stays.add(Stay.of(session));
    }

    /** Moves the stays, and parts of stays, that were seen at a time or later to the same person of another instance. */
    void moveFrom(Instant time, PersonStays target) {
        for (Stay stay : List.copyOf(stays)) {
            if (!stay.firstSeen.isBefore(time)) {
                stays.remove(stay);
                target.take(stay, time);
            } else if (!stay.lastSeen.isBefore(time)) {
                target.take(stay.split(numbers.getAsInt(), time), time);
            }
        }
    }

    private void take(Stay stay, Instant time) {
        Instant earliest = stay.from.earliest();
        if (!stay.from.isExact() && (earliest == null || earliest.isBefore(time))) {
            stay.from = Boundary.between(time, stay.from.latest());
        }
        stays.add(Stay.of(stay.session(user, guest, null), numbers.getAsInt()));
    }

    /** When the person was last there for certain; null without stays. */
    @Nullable ReadTime lastSeen() {
        ReadTime last = null;
        for (Stay stay : stays) {
            if (last == null || stay.lastSeen.isAfter(last.asked())) {
                last = new ReadTime(stay.lastSeen, stay.lastSeenBy);
            }
        }
        return last;
    }

    @Nullable UserId user() {
        return user;
    }

    @Nullable String guest() {
        return guest;
    }

    /** Whether a device is in the meeting, as far as is known. */
    boolean isPresent() {
        return stays.stream().anyMatch(stay -> stay.left == null && stay.absentBy == null);
    }

    /**
     * When the person, whom a read shows in the meeting, had been away before.
     *
     * @return null if the person may have been there without a break
     */
    @Nullable Away awayBefore(ReadTime read) {
        Over last = null;
        Instant back = null;
        for (Stay stay : stays) {
            Instant earliest = stay.from.earliest();
            Over over = over(stay);
            if (over != null && !over.time().answered().isAfter(read.asked())) {
                last = last == null
                                || over.time().answered().isAfter(last.time().answered())
                        ? over
                        : last;
            } else if (earliest == null) {
                return null;
            } else if (!earliest.isAfter(read.answered())) {
                back = Stay.earliest(back, earliest);
            }
        }
        if (last == null || back == null) {
            return null;
        }
        // at the time of leaving another device of the person may have joined
        Instant asked = last.time().asked();
        return (last.left() ? back.isAfter(asked) : !back.isBefore(asked)) ? new Away(last.time(), back) : null;
    }

    /** Whether a stay was over while a read went on, so that what it shows may belong to this stay or to the next one. */
    boolean endsWithin(ReadTime read) {
        return stays.stream()
                .map(this::over)
                .anyMatch(over -> over != null
                        && over.time().answered().isAfter(read.asked())
                        && !over.time().asked().isAfter(read.answered()));
    }

    /** A person was away. @param from when that was seen or told @param back when the person came back at the earliest */
    record Away(ReadTime from, Instant back) {}

    /** When a stay was over. @param left whether that is the time of leaving */
    private record Over(ReadTime time, boolean left) {}

    /** The time of leaving, a read without the stay, or the moment before the device joined again. */
    private @Nullable Over over(Stay stay) {
        Instant left = stay.leftAt();
        if (left != null) {
            return new Over(new ReadTime(left, left), true);
        }
        ReadTime over =
                stay.absentFrom == null || stay.absentBy == null ? null : new ReadTime(stay.absentFrom, stay.absentBy);
        for (Stay next : stays) {
            boolean again = next != stay
                    && !next.startLatest().isBefore(stay.startLatest())
                    && !stay.lastSeenBy.isAfter(next.startLatest())
                    && stay.isFollowedBy(next);
            if (again && (over == null || !next.startLatest().isAfter(over.answered()))) {
                Instant earliest = next.from.earliest();
                over = new ReadTime(earliest == null ? stay.lastSeenBy : earliest.minusMillis(1), next.startLatest());
            }
        }
        return over == null ? null : new Over(over, false);
    }

    /**
     * A read shows the person in the meeting.
     *
     * @param joins when the devices of the person joined that the read shows in the meeting, as far as it tells
     * @param notBefore a time at which the person was not in the meeting; null if unknown
     * @return the stay that it shows; empty where that is unclear
     */
    Optional<Stay> seen(Participant row, Set<Instant> joins, ReadTime read, @Nullable Instant notBefore) {
        Stay stay = matching(row, joins, read, notBefore);
        if (stay != null) {
            stay.seen(read);
            stay.describe(row);
        }
        return Optional.ofNullable(stay);
    }

    private @Nullable Stay matching(Participant row, Set<Instant> joins, ReadTime read, @Nullable Instant notBefore) {
        Instant joinedAt = row.joinedAt();
        if (joinedAt == null) {
            return withoutTime(read, notBefore);
        }
        Stay stay = withJoin(joinedAt, row.device())
                .orElseGet(() -> startedAt(joinedAt, Known.SEEN, joinedAt, row.device()));
        // a person who came back, although the row tells the first time of joining
        if (stay.isOverBefore(read.asked()) || hasUnlistedNext(stay, read.asked(), joins)) {
            return withoutTime(read, notBefore);
        }
        return stay.mayHaveEndedIn(read) || hasUnlistedNext(stay, read.answered(), joins) ? null : stay;
    }

    private Optional<Stay> withJoin(Instant joinedAt, @Nullable String device) {
        return stays.stream()
                .filter(stay -> joinedAt.equals(stay.joinedAt) && stay.mayBeOn(device))
                .findFirst();
    }

    private @Nullable Stay withoutTime(ReadTime read, @Nullable Instant notBefore) {
        Stay match = null;
        for (Stay stay : stays) {
            if (stay.isOverBefore(read.asked()) || stay.isAfter(read) || isFollowedBefore(stay, read.asked())) {
                continue;
            }
            if (read.asked().isBefore(stay.startLatest()) || stay.mayHaveEndedIn(read)) {
                return null;
            }
            if (match == null || stay.startLatest().isAfter(match.startLatest())) {
                match = stay;
            }
        }
        if (match != null) {
            return match;
        }
        Stay first = Stay.seenIn(numbers.getAsInt(), read, Stay.latest(notBefore, endOfLastBefore(read.asked())));
        stays.add(first);
        return first;
    }

    /** The earliest time at which the last stay before a time can have ended; null without one. */
    private @Nullable Instant endOfLastBefore(Instant time) {
        Instant end = null;
        for (Stay stay : stays) {
            Instant leaving = stay.leftAt();
            Instant over = leaving != null ? leaving : stay.absentFrom;
            if (over != null && !over.isAfter(time)) {
                end = Stay.latest(end, over);
            }
        }
        return end;
    }

    /** The stay that began at a time: a known one, or a new one. */
    private Stay startedAt(Instant time, Known known, @Nullable Instant joinedAt, @Nullable String device) {
        List<Stay> fitting = stays.stream()
                .filter(stay -> stay.mayHaveStartedAt(time, joinedAt) && stay.mayBeOn(device))
                .toList();
        if (!fitting.isEmpty()) {
            Stay stay = fitting.get(0);
            stay.start(time, known, joinedAt);
            return stay;
        }
        Stay stay = Stay.startedAt(numbers.getAsInt(), time, known, joinedAt);
        stay.device = device;
        for (Stay before : List.copyOf(stays)) {
            if (before.startLatest().isBefore(time) && before.isSameDevice(device)) {
                takeRest(before, stay, time);
            }
        }
        stays.add(stay);
        return stay;
    }

    /** What was seen of a device since it joined again belongs to the new stay. */
    private void takeRest(Stay before, Stay next, Instant time) {
        Instant leaving = before.leftAt();
        if (!before.lastSeen.isBefore(time)) {
            Stay rest = before.split(numbers.getAsInt(), time);
            next.lastSeen = rest.lastSeen;
            next.lastSeenBy = rest.lastSeenBy;
            next.left = rest.left;
            next.absentFrom = rest.absentFrom;
            next.absentBy = rest.absentBy;
            return;
        }
        if (!before.lastSeenBy.isBefore(time)) {
            // that read may have shown either stay
            before.lastSeen = before.firstSeen;
            before.lastSeenBy = before.startLatest();
        }
        if (leaving != null && leaving.isAfter(time)) {
            next.left = before.left;
            before.left = null;
        }
    }

    /** An event, or a row of someone who left, tells a join. */
    Stay joined(Participant row, Instant time, Known known) {
        Instant joinedAt = row.joinedAt();
        Stay stay = joinedAt == null
                ? startedAt(time, known, null, row.device())
                : withJoin(joinedAt, row.device()).orElseGet(() -> startedAt(joinedAt, known, joinedAt, row.device()));
        stay.describe(row);
        return stay;
    }

    /** The person left at a time. */
    void left(Participant row, Instant time, Known known, @Nullable Instant notBefore) {
        if (stays.stream().anyMatch(stay -> stay.endedAt(time))) {
            return;
        }
        Instant joinedAt = row.joinedAt();
        if (joinedAt != null && !joinedAt.isAfter(time)) {
            Stay stay = withJoin(joinedAt, row.device()).orElseGet(() -> joined(row, joinedAt, known));
            // a row may tell the first time of joining of a person who came back
            if (stay.left == null && !isFollowedBefore(stay, time)) {
                leave(stay, time, known);
                return;
            }
            if (!time.isAfter(stay.startLatest())) {
                return;
            }
        }
        leaveLast(row, time, known, notBefore);
    }

    /** Whether a later stay of the same device began before a time. */
    private boolean isFollowedBefore(Stay stay, Instant time) {
        return stays.stream().anyMatch(next -> isNext(next, stay, time));
    }

    private static boolean isNext(Stay next, Stay stay, Instant time) {
        return next.startLatest().isAfter(stay.startLatest())
                && !next.startLatest().isAfter(time)
                && stay.isFollowedBy(next);
    }

    private boolean hasUnlistedNext(Stay stay, Instant time, Set<Instant> joins) {
        return stays.stream().anyMatch(next -> isNext(next, stay, time) && !isListed(next, joins));
    }

    private static boolean isListed(Stay stay, Set<Instant> joins) {
        return stay.joinedAt != null && joins.contains(stay.joinedAt);
    }

    private void leaveLast(Participant row, Instant time, Known known, @Nullable Instant notBefore) {
        List<Stay> open = stays.stream()
                .filter(stay -> stay.left == null && !time.isBefore(stay.startEarliest()))
                .filter(stay -> stay.absentBy == null || !time.isAfter(stay.absentBy))
                .filter(stay -> !isFollowedBefore(stay, time))
                .toList();
        if (open.size() > 1) {
            List<Stay> sameDevice = open.stream()
                    .filter(stay -> row.device() != null && row.device().equals(stay.device))
                    .toList();
            if (sameDevice.size() != 1) {
                return;
            }
            leave(sameDevice.get(0), time, known);
        } else if (open.size() == 1) {
            leave(open.get(0), time, known);
        } else if (!leavesEarlier(row, time, known)) {
            Stay past = Stay.leftAt(numbers.getAsInt(), time, known, Stay.latest(notBefore, endOfLastBefore(time)));
            past.describe(row);
            stays.forEach(stay -> stay.startAfter(past, time));
            stays.add(past);
        }
    }

    /** The end of a stay that is known may be that of a later one: this one comes late. */
    private boolean leavesEarlier(Participant row, Instant time, Known known) {
        for (Stay stay : stays) {
            Boundary last = stay.left;
            Instant end = stay.leftAt();
            if (last == null || end == null || !stay.mayBeOn(row.device())) {
                continue;
            }
            if (end.isAfter(time) && !stay.startLatest().isAfter(time)) {
                Stay rest = Stay.leftAt(numbers.getAsInt(), end, last.known(), time);
                rest.device = stay.device;
                stay.left = null;
                if (stay.lastSeen.isAfter(time.plus(Stay.CLOCK_DIFFERENCE))) {
                    rest.firstSeen = stay.lastSeen;
                    rest.from = Boundary.between(time, Stay.earliest(stay.lastSeenBy, end));
                    stay.lastSeen = stay.firstSeen;
                    stay.lastSeenBy = stay.startLatest();
                }
                stays.add(rest);
                leave(stay, time, known);
                return true;
            }
        }
        return false;
    }

    private void leave(Stay stay, Instant time, Known known) {
        if (stay.lastSeen.isAfter(time.plus(Stay.CLOCK_DIFFERENCE))) {
            // seen again after leaving: the rest is another stay
            stays.add(stay.split(numbers.getAsInt(), time));
        }
        stay.left(time, known);
    }

    /**
     * A complete read shows who is in the meeting.
     *
     * @param shown the stays that it shows
     */
    void absentExcept(Collection<Stay> shown, ReadTime read) {
        for (Stay stay : List.copyOf(stays)) {
            if (!shown.contains(stay)) {
                absent(stay, read);
            }
        }
    }

    private void absent(Stay stay, ReadTime read) {
        if (stay.left != null || read.asked().isBefore(stay.startLatest())) {
            return;
        }
        if (!stay.lastSeenBy.isAfter(read.asked())) {
            stay.absent(read);
        } else if (!read.answered().isAfter(stay.lastSeen)) {
            Stay rest = stay.split(numbers.getAsInt(), read.asked());
            stay.absentFrom = null;
            stay.absentBy = null;
            stay.absent(read);
            stays.add(rest);
        }
    }

    /**
     * The sessions, in the order of their starts.
     *
     * @param end when the meeting ended; null while it runs
     */
    List<Session> sessions(@Nullable Boundary end) {
        List<Stay> ordered = stays.stream().sorted(BY_START).toList();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            Stay stay = ordered.get(i);
            Instant by = end == null ? null : end.latest();
            for (Stay next : ordered.subList(i + 1, ordered.size())) {
                if (stay.isFollowedBy(next)) {
                    by = Stay.earliest(by, next.startLatest());
                }
            }
            sessions.add(stay.session(user, guest, by));
        }
        return sessions;
    }
}
