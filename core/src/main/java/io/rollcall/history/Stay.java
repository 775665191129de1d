package io.rollcall.history;

import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The evidence about one session, while it is collected. Not thread-safe. */
final class Stay {
    /** The largest difference to expect between the vendor's clock and this machine's. */
    static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    /** Times of one moment that an event and a row tell may differ by so much. */
    private static final Duration SAME_MOMENT = Duration.ofSeconds(2);

    final int number;
    boolean external;
    boolean phone;

    @Nullable String device;

    @Nullable Instant joinedAt;

    Boundary from;

    @Nullable Boundary left;

    Instant firstSeen;
    Instant lastSeen;
    Instant lastSeenBy;

    @Nullable Instant absentFrom;

    @Nullable Instant absentBy;

    private Stay(int number, Boundary from, Instant seen, Instant seenBy) {
        this.number = number;
        this.from = from;
        this.firstSeen = seen;
        this.lastSeen = seen;
        this.lastSeenBy = seenBy;
    }

    /** A stay that began at a known time. */
    static Stay startedAt(int number, Instant time, Known known, @Nullable Instant joinedAt) {
        Stay stay = new Stay(number, Boundary.at(time, known), time, time);
        stay.joinedAt = joinedAt;
        return stay;
    }

    /** A stay that was first seen by a read. */
    static Stay seenIn(int number, ReadTime read, @Nullable Instant notBefore) {
        return new Stay(number, Boundary.between(notBefore, read.answered()), read.asked(), read.answered());
    }

    /** A stay of which the end is known. */
    static Stay leftAt(int number, Instant left, Known known, @Nullable Instant notBefore) {
        Stay stay = new Stay(number, Boundary.between(notBefore, left), left, left);
        stay.left = Boundary.at(left, known);
        return stay;
    }

    static Stay of(Session session) {
        return of(session, session.number());
    }

    /** The same stay under another number. */
    static Stay of(Session session, int number) {
        Session.Evidence evidence = session.evidence();
        Stay stay = new Stay(number, session.from(), evidence.firstSeen(), evidence.lastSeenBy());
        stay.external = session.external();
        stay.phone = session.phone();
        stay.device = session.device();
        stay.joinedAt = session.joinedAt();
        stay.lastSeen = evidence.lastSeen();
        stay.absentFrom = evidence.absentFrom();
        stay.absentBy = evidence.absentBy();
        Boundary to = session.to();
        stay.left = to != null && to.isExact() ? to : null;
        return stay;
    }

    /** Takes over what a row says about the device. */
    void describe(Participant row) {
        external = row.external();
        phone = row.phone();
        if (row.device() != null) {
            device = row.device();
        }
    }

    /** Whether the stay may be that of a device of this kind; null if that is unknown. */
    boolean mayBeOn(@Nullable String kind) {
        return device == null || kind == null || device.equals(kind);
    }

    Instant startLatest() {
        Instant latest = from.latest();
        if (latest == null) {
            throw new IllegalStateException("a start has a latest time");
        }
        return latest;
    }

    Instant startEarliest() {
        Instant earliest = from.earliest();
        return earliest == null ? Instant.MIN : earliest;
    }

    @Nullable Instant leftAt() {
        return left == null ? null : left.latest();
    }

    /** Whether the end is known and is this time. */
    boolean endedAt(Instant time) {
        Instant leaving = leftAt();
        return leaving != null && isSameMoment(leaving, time);
    }

    /** Whether a read overlaps the end: it shows a person who may have left meanwhile. */
    boolean mayHaveEndedIn(ReadTime read) {
        return absentFrom != null && absentFrom.isBefore(read.answered()) && left == null;
    }

    /** Whether the stay began after a read. */
    boolean isAfter(ReadTime read) {
        return read.answered().isBefore(startEarliest());
    }

    /** Without times of joining, and without kinds of devices, the devices of one person count as one. */
    boolean isSameDevice(@Nullable String kind) {
        return joinedAt == null ? mayBeOn(kind) : kind != null && kind.equals(device);
    }

    /** Whether another stay is a later one of this device: they were not seen at the same time, and their devices may be the same. */
    boolean isFollowedBy(Stay next) {
        return mayBeOn(next.device) && !lastSeen.isAfter(next.startLatest());
    }

    /** Whether the stay was over when a read began. */
    boolean isOverBefore(Instant asked) {
        Instant leaving = leftAt();
        return leaving != null
                ? !asked.isBefore(leaving.plus(CLOCK_DIFFERENCE))
                : absentBy != null && !asked.isBefore(absentBy);
    }

    /**
     * Whether the start can be this time, which an event or a row tells now.
     *
     * @param joined the vendor's own time of joining; null if only the time of the event is known
     */
    boolean mayHaveStartedAt(Instant time, @Nullable Instant joined) {
        Instant earliest = from.earliest();
        Instant leaving = leftAt();
        return (joinedAt == null || joined == null)
                && (leaving == null || !time.isAfter(leaving))
                && (from.isExact()
                        ? isSameMoment(startLatest(), time)
                        : (earliest == null || !time.isBefore(earliest)) && !time.isAfter(startLatest()));
    }

    static boolean isSameMoment(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SAME_MOMENT) <= 0;
    }

    /** The start is known exactly. */
    void start(Instant time, Known known, @Nullable Instant joined) {
        joinedAt = joined == null ? joinedAt : joined;
        if (from.isExact() && joined == null) {
            return;
        }
        from = Boundary.at(time, known);
        firstSeen = time;
        if (lastSeen.isBefore(time)) {
            lastSeen = time;
        }
        if (lastSeenBy.isBefore(lastSeen)) {
            lastSeenBy = lastSeen;
        }
    }

    /** The device was present in a read that began after the start, and before the end as far as that is known. */
    void seen(ReadTime read) {
        if (read.asked().isAfter(lastSeen)) {
            lastSeen = read.asked();
            lastSeenBy = read.answered();
        }
    }

    /** The device was absent in a read that began after the stay was last seen. */
    void absent(ReadTime read) {
        if (absentBy == null || read.answered().isBefore(absentBy)) {
            absentFrom = read.asked();
            absentBy = read.answered();
        }
    }

    /** The device left at a time, and what was seen of it later belongs to another stay. */
    void left(Instant time, Known known) {
        if (startLatest().isAfter(time) && !from.isExact()) {
            from = Boundary.between(from.earliest(), time);
        }
        firstSeen = firstSeen.isAfter(time) ? time : firstSeen;
        lastSeen = lastSeen.isAfter(time) ? time : lastSeen;
        absentFrom = null;
        absentBy = null;
        left = Boundary.at(time.isBefore(startLatest()) ? startLatest() : time, known);
    }

    /** Takes what was seen last out of this stay, into one that began after a time. */
    Stay split(int next, Instant after) {
        Stay rest = seenIn(next, new ReadTime(lastSeen, lastSeenBy), after);
        rest.external = external;
        rest.phone = phone;
        rest.device = device;
        rest.left = left;
        rest.absentFrom = absentFrom;
        rest.absentBy = absentBy;
        left = null;
        lastSeen = firstSeen;
        lastSeenBy = startLatest();
        return rest;
    }

    /** What was seen only after a stay of the same device began after it. */
    void startAfter(Stay past, Instant end) {
        Instant earliest = from.earliest();
        if (!from.isExact()
                && !firstSeen.isBefore(end)
                && (earliest == null || earliest.isBefore(end))
                && past.mayBeOn(device)) {
            from = Boundary.between(end, from.latest());
        }
    }

    /**
     * The session as far as it is known.
     *
     * @param by when it was over at the latest for another reason than what was seen of it; null if there is none
     */
    Session session(@Nullable UserId user, @Nullable String guest, @Nullable Instant by) {
        Boundary to = left;
        if (to == null) {
            Instant latest = earliest(absentBy, by);
            if (latest != null) {
                to = Boundary.between(lastSeen, latest.isBefore(lastSeen) ? lastSeen : latest);
            }
        }
        Instant end = to == null ? null : to.latest();
        boolean startsLater = end != null && startLatest().isAfter(end);
        return new Session(
                number,
                user,
                guest,
                external,
                phone,
                device,
                joinedAt,
                startsLater ? Boundary.between(from.earliest(), end) : from,
                to,
                evidence());
    }

    static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isAfter(other) ? one : other;
    }

    Session.Evidence evidence() {
        return new Session.Evidence(firstSeen, lastSeen, lastSeenBy, absentFrom, absentBy);
    }
}
