package io.rollcall.hint;

import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What events told about one meeting, for one flow. Events may come in another order than they happened: what happened
 * later counts. Not thread-safe.
 */
final class TrackedMeeting {
    /** How long the end of a meeting is remembered: events come at most minutes late. */
    private static final Duration LATE = Duration.ofHours(1);

    /** After this time without any event a meeting has ended, and the event of its end was lost. */
    private static final Duration SILENT = Duration.ofDays(1);

    private final Map<UserId, Participant> people = new LinkedHashMap<>();
    private final Map<UserId, Instant> left = new LinkedHashMap<>();
    private final Set<Participant> pending = new LinkedHashSet<>();
    /** What runs left undone: people to act on; an empty key is a read of the members. */
    private final Retries<Optional<UserId>> retries = new Retries<>(Retries.OF_HINTS);

    private boolean readPending;
    private @Nullable Instant pendingSince;
    private boolean hasMemberEvents;
    private int reads;
    private @Nullable Instant nextRead;
    private boolean over;
    private @Nullable Instant endedAt;
    /** The last time at which it started, or someone joined or was invited, by the vendor's clock; null if unknown. */
    private @Nullable Instant ranAt;

    private Instant touched;

    TrackedMeeting(Instant now) {
        touched = now;
    }

    /** An event of the meeting came. */
    void touch(Instant now) {
        touched = now;
    }

    /** Whether nothing more is to be done, and no event about it can be expected. */
    boolean isOld(Instant now) {
        return due() == null && !now.isBefore(touched.plus(over ? LATE : SILENT));
    }

    /** The meeting started: its members are read unless events of members come. */
    void started(@Nullable Instant at, Instant now, ReadSpacing spacing) {
        if (ran(at) && !hasMemberEvents && reads == 0 && nextRead == null) {
            nextRead = next(now, spacing);
        }
    }

    /** The meeting ended, unless something is known to have happened in it since: its id may be used again. */
    void ended(@Nullable Instant at) {
        if (at != null && ranAt != null && !ranAt.isBefore(at)) {
            return;
        }
        over = true;
        endedAt = at;
        nextRead = null;
        people.clear();
        left.clear();
        retries.clear();
        clearPending();
    }

    /** Whether its end came, and nothing that happened since. */
    boolean isOver() {
        return over;
    }

    /**
     * Notes that the meeting started, or that someone joined or was invited.
     *
     * @return false if that was before the end of the meeting
     */
    boolean ran(@Nullable Instant at) {
        if (over && at != null && endedAt != null && !at.isBefore(endedAt)) {
            over = false;
            hasMemberEvents = false;
            reads = 0;
        }
        if (!over && at != null && (ranAt == null || at.isAfter(ranAt))) {
            ranAt = at;
        }
        return !over;
    }

    /** An event about a member came: the vendor pushes these, so the members need not be read because of the start. */
    void hasMemberEvents() {
        hasMemberEvents = true;
        nextRead = null;
    }

    /** A person joined; false if that person has left since. Without times the order of the events counts. */
    boolean joined(UserId user, Participant row, @Nullable Instant at) {
        Instant joined = row.joinedAt() == null ? at : row.joinedAt();
        Instant gone = left.get(user);
        if (gone != null && joined != null && !isAfter(joined, gone, people.get(user), true)) {
            return false;
        }
        left.remove(user);
        people.put(user, row);
        return true;
    }

    /** A person left or was removed; joins after that stay. */
    void left(UserId user, Participant row, @Nullable Instant at) {
        Instant gone = row.leftAt() == null ? at : row.leftAt();
        Participant known = people.get(user);
        Instant joined = known == null ? null : known.joinedAt();
        if (gone != null && joined != null && isAfter(joined, gone, row, false)) {
            return;
        }
        people.put(user, row);
        forget(user);
        if (gone != null) {
            left.put(user, gone);
        }
        pending.removeIf(one -> user.equals(one.user()));
        if (pending.isEmpty() && !readPending) {
            pendingSince = null;
        }
    }

    /**
     * Whether a join happened after a leave. A person may be back within the unit of the vendor's times: then the leave tells
     * when its stay began, and without that the order of the events counts.
     *
     * @param leave the row of the leave; null if unknown
     * @param joinCameLast the order of the events
     */
    private static boolean isAfter(Instant joined, Instant gone, @Nullable Participant leave, boolean joinCameLast) {
        if (!joined.equals(gone)) {
            return joined.isAfter(gone);
        }
        Instant began = leave == null ? null : leave.joinedAt();
        return began == null ? joinCameLast : began.isBefore(joined);
    }

    /** The vendor describes a person who is not in the meeting yet. */
    void invited(UserId user, Participant row) {
        people.putIfAbsent(user, row);
    }

    void act(Participant row, Instant now) {
        pending.add(row);
        wait(now);
    }

    void read(Instant now) {
        readPending = true;
        wait(now);
    }

    /** A run acted on a person's row, and left it undone or not. */
    void rowEnded(UserId user, boolean undone, Instant now) {
        ended(Optional.of(user), undone, now);
    }

    /** A run read the members, and left something undone or not. Reads because of the start go on anyway. */
    void readEnded(boolean undone, Instant now) {
        ended(Optional.empty(), undone && nextRead == null, now);
    }

    private void ended(Optional<UserId> what, boolean undone, Instant now) {
        if (undone) {
            retries.failed(what, now);
        } else {
            retries.forget(what);
        }
    }

    /** What was left undone about a person is of no interest any longer. */
    void forget(UserId user) {
        retries.forget(Optional.of(user));
    }

    /** What was left undone and is due again is pending from now on. */
    void tryAgain(Instant now) {
        for (Optional<UserId> what : retries.take(now)) {
            Participant row = what.map(people::get).orElse(null);
            if (row != null) {
                pending.add(row);
            }
            readPending |= what.isEmpty();
            wait(now.minus(MeetingEvents.BATCH));
        }
    }

    private void wait(Instant now) {
        if (pendingSince == null) {
            pendingSince = now;
        }
    }

    boolean isPending(UserId user) {
        return pending.stream().anyMatch(row -> user.equals(row.user()));
    }

    /** How many people wait to be acted on. */
    int pending() {
        return pending.size();
    }

    /** When there is something to do; null for never. */
    @Nullable Instant due() {
        Instant batch = pendingSince == null ? null : pendingSince.plus(MeetingEvents.BATCH);
        return earlier(earlier(batch, nextRead), retries.next());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** Whether the members are to be read because of a person; {@link #rows} are what is known besides. */
    boolean isReadPending() {
        return readPending;
    }

    /** Whether the members are to be read now because the meeting started. */
    boolean isNextReadDue(Instant now) {
        return nextRead != null && !nextRead.isAfter(now);
    }

    /** How many reads because of the start were due, also those that were not made. */
    int reads() {
        return reads;
    }

    /** The rows to act on, or for a read everything that events told. */
    List<Participant> rows(boolean forRead) {
        return new ArrayList<>(forRead ? people.values() : pending);
    }

    /** What was due is done. */
    void taken(Instant now, ReadSpacing spacing) {
        if (isNextReadDue(now)) {
            reads++;
            nextRead = next(now, spacing);
        }
        clearPending();
    }

    private void clearPending() {
        pending.clear();
        readPending = false;
        pendingSince = null;
    }

    private @Nullable Instant next(Instant now, ReadSpacing spacing) {
        Duration wait = spacing.untilNext(reads);
        return wait == null ? null : now.plus(wait);
    }

    /** Everyone who is listed has the role or a final reason: beyond the first reads there is none. */
    void settled() {
        if (reads >= ReadSpacing.FIRST_READS) {
            nextRead = null;
        }
    }

    int size() {
        return people.size();
    }
}
