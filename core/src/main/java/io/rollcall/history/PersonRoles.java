package io.rollcall.history;

import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The periods in which one person had one role in one meeting instance. Evidence may come in any order. Not thread-safe. */
final class PersonRoles {
    private final UserId user;
    private final Role role;
    private final IntSupplier numbers;
    private final List<Period> periods = new ArrayList<>();

    /** The evidence about one period. */
    private static final class Period {
        private final int number;
        private RoleSource by;
        private Boundary from;
        private @Nullable Boundary removed;
        private Instant firstSeen;
        private Instant lastSeen;
        private Instant lastSeenBy;
        private @Nullable Instant withoutFrom;
        private @Nullable Instant withoutBy;

        Period(int number, RoleSource by, Boundary from, ReadTime seen) {
            this.number = number;
            this.by = by;
            this.from = from;
            this.firstSeen = seen.asked();
            this.lastSeen = seen.asked();
            this.lastSeenBy = seen.answered();
        }

        boolean isOverBefore(Instant time) {
            Instant over = removed != null ? removed.latest() : withoutBy;
            return over != null && !time.isBefore(over);
        }

        Instant startLatest() {
            Instant latest = from.latest();
            return latest == null ? lastSeenBy : latest;
        }

        /** Whether it is unclear if a read belongs before or after the end of this period. */
        boolean isUnsure(ReadTime read) {
            Instant over = removed != null ? removed.earliest() : withoutFrom;
            return over != null && over.isBefore(read.answered()) && !isOverBefore(read.asked());
        }

        void seen(ReadTime read) {
            if (read.asked().isAfter(lastSeen)) {
                lastSeen = read.asked();
                lastSeenBy = read.answered();
            }
        }
    }

    /** @param numbers gives each new period its number */
    PersonRoles(UserId user, Role role, IntSupplier numbers) {
        this.user = user;
        this.role = role;
        this.numbers = numbers;
    }

    void restore(RolePeriod known) {
        Session.Evidence evidence = known.evidence();
        Period period = new Period(
                known.number(), known.by(), known.from(), new ReadTime(evidence.firstSeen(), evidence.lastSeenBy()));
        period.lastSeen = evidence.lastSeen();
        period.withoutFrom = evidence.absentFrom();
        period.withoutBy = evidence.absentBy();
        periods.add(period);
    }

    /**
     * A read shows the person with the role.
     *
     * @param notBefore when the person was seen without it, or was not in the meeting; null if unknown
     */
    void seen(ReadTime read, @Nullable Instant notBefore) {
        Period match = null;
        for (Period period : periods) {
            Instant earliest = period.from.earliest();
            boolean before = earliest != null && read.answered().isBefore(earliest);
            if (before || period.isOverBefore(read.asked())) {
                continue;
            }
            if (read.asked().isBefore(period.startLatest()) || period.isUnsure(read)) {
                return;
            }
            match = period;
        }
        if (match == null) {
            Instant after = notBefore;
            for (Period period : periods) {
                Instant over = period.removed != null ? period.removed.earliest() : period.withoutFrom;
                if (over != null && !over.isAfter(read.asked()) && (after == null || over.isAfter(after))) {
                    after = over;
                }
            }
            match = new Period(numbers.getAsInt(), RoleSource.SEEN, Boundary.between(after, read.answered()), read);
            endBeforeTheNext(match);
            periods.add(match);
        }
        match.seen(read);
    }

    /** A period that a late read shows ended before the known ones that began later. */
    private void endBeforeTheNext(Period late) {
        for (Period period : periods) {
            Instant began = period.from.earliest();
            if (began != null
                    && !began.isBefore(late.lastSeenBy)
                    && (late.withoutBy == null || began.isBefore(late.withoutBy))) {
                late.withoutFrom = began;
                late.withoutBy = began;
            }
        }
    }

    /** Moves what was seen at a time or later to the same role of another instance. */
    void moveFrom(Instant time, Supplier<PersonRoles> target) {
        for (Period period : List.copyOf(periods)) {
            if (!period.firstSeen.isBefore(time)) {
                periods.remove(period);
                target.get().take(period, time);
            } else if (!period.lastSeen.isBefore(time)) {
                target.get().seen(new ReadTime(period.lastSeen, period.lastSeenBy), time);
                period.lastSeen = period.firstSeen;
                period.lastSeenBy = period.startLatest();
            }
        }
    }

    private void take(Period known, Instant time) {
        Instant earliest = known.from.earliest();
        Boundary from =
                earliest == null || earliest.isBefore(time) ? Boundary.between(time, known.from.latest()) : known.from;
        Period period = new Period(numbers.getAsInt(), known.by, from, new ReadTime(known.firstSeen, known.lastSeenBy));
        period.lastSeen = known.lastSeen;
        period.removed = known.removed;
        period.withoutFrom = known.withoutFrom;
        period.withoutBy = known.withoutBy;
        periods.add(period);
    }

    /** A read shows the person in the meeting without the role. */
    void seenWithout(ReadTime read) {
        without(read, read.asked());
    }

    /** The person was away, and with that without the role. What a read shows that went on meanwhile was there before. */
    void away(ReadTime time, Instant back) {
        without(time, back.minusNanos(1));
    }

    private void without(ReadTime read, Instant shownUntil) {
        for (Period period : periods) {
            if (period.removed == null
                    && !period.lastSeen.isAfter(read.asked())
                    && !period.lastSeenBy.isAfter(shownUntil)
                    && (period.withoutBy == null || read.answered().isBefore(period.withoutBy))) {
                period.withoutFrom = read.asked();
                period.withoutBy = read.answered();
            }
        }
    }

    /** Rollcall gave the role. */
    void given(ReadTime time) {
        for (Period period : periods) {
            Instant earliest = period.from.earliest();
            boolean mayHaveStarted = (earliest == null || !time.answered().isBefore(earliest))
                    && !time.asked().isAfter(period.startLatest());
            if (mayHaveStarted) {
                period.by = RoleSource.ROLLCALL;
                period.from = Boundary.between(time.asked(), time.answered());
                return;
            }
            if (!time.asked().isBefore(period.startLatest()) && !period.isOverBefore(time.asked())) {
                // the person had it already
                return;
            }
        }
        periods.add(new Period(
                numbers.getAsInt(), RoleSource.ROLLCALL, Boundary.between(time.asked(), time.answered()), time));
    }

    /** Rollcall removed the role. */
    void removed(ReadTime time) {
        for (Period period : periods) {
            if (period.removed == null
                    && !period.lastSeen.isAfter(time.answered())
                    && !period.isOverBefore(time.asked())) {
                period.removed = Boundary.between(time.asked(), time.answered());
                period.withoutFrom = time.asked();
                period.withoutBy = time.answered();
            }
        }
    }

    /**
     * The periods, in the order of their starts.
     *
     * @param sessions of the person: a role ends with the presence
     */
    List<RolePeriod> periods(List<Session> sessions, @Nullable Boundary end) {
        List<RolePeriod> result = new ArrayList<>();
        periods.stream()
                .sorted(Comparator.comparing(Period::startLatest).thenComparing(period -> period.number))
                .forEach(period -> result.add(period(period, sessions, end)));
        return result;
    }

    private RolePeriod period(Period period, List<Session> sessions, @Nullable Boundary end) {
        Instant by = period.withoutBy;
        if (end != null && end.latest() != null && (by == null || end.latest().isBefore(by))) {
            by = end.latest();
        }
        Instant presenceEnd = endOfPresence(period, sessions);
        if (presenceEnd != null && (by == null || presenceEnd.isBefore(by))) {
            by = presenceEnd;
        }
        Boundary to = null;
        if (by != null) {
            Instant latest = by.isBefore(period.lastSeen) ? period.lastSeen : by;
            to = Boundary.between(period.lastSeen, latest);
        }
        return new RolePeriod(
                period.number,
                user,
                role,
                period.by,
                period.from,
                to,
                new Session.Evidence(
                        period.firstSeen, period.lastSeen, period.lastSeenBy, period.withoutFrom, period.withoutBy));
    }

    /** When the person had left at the latest, after the role was last seen; null while present. */
    private static @Nullable Instant endOfPresence(Period period, List<Session> sessions) {
        Instant end = null;
        for (Session session : sessions) {
            Instant start = session.from().earliest();
            if (start != null && start.isAfter(period.lastSeenBy)) {
                continue;
            }
            Boundary to = session.to();
            if (to == null || to.latest() == null) {
                return null;
            }
            end = end == null || to.latest().isAfter(end) ? to.latest() : end;
        }
        return end;
    }
}
