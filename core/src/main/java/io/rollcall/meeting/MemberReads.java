package io.rollcall.meeting;

import io.rollcall.model.MeetingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which running meetings a flow's polls read and when, so that not every poll reads the people of every meeting: each of the
 * first polls after a meeting appears reads it, because most people join early; then the distances grow. One for each flow, in
 * memory: after a restart every meeting counts as new, which costs calls and misses no one. Thread-safe.
 */
public final class MemberReads {
    /** How many polls read a new meeting. */
    static final int FIRST_READS = 3;

    /** The longest time after which a meeting is read in the next poll. */
    public static final Duration LONGEST = Duration.ofMinutes(30);

    private final Map<MeetingId, Reads> meetings = new HashMap<>();

    /** The reads of one meeting. */
    private record Reads(Instant first, Instant last, int count) {

        /** After half of its age at the last read. */
        Duration distance() {
            Duration half = Duration.between(first, last).dividedBy(2);
            return count < FIRST_READS ? Duration.ZERO : half.compareTo(LONGEST) < 0 ? half : LONGEST;
        }

        // a clock that was set back does not postpone a read
        boolean isDue(Instant now) {
            return now.isBefore(last) || !now.isBefore(last.plus(distance()));
        }
    }

    /**
     * The meetings to read now. Meetings that do not run any longer are removed.
     *
     * @param running all running meetings
     */
    public synchronized Set<MeetingId> due(Collection<MeetingId> running, Instant now) {
        meetings.keySet().retainAll(running);
        Set<MeetingId> due = new LinkedHashSet<>();
        for (MeetingId meeting : running) {
            Reads reads = meetings.get(meeting);
            if (reads == null || reads.isDue(now)) {
                due.add(meeting);
            }
        }
        return due;
    }

    /** Records that a meeting was read completely. */
    public synchronized void read(MeetingId meeting, Instant now) {
        Reads before = meetings.get(meeting);
        meetings.put(
                meeting, before == null ? new Reads(now, now, 1) : new Reads(before.first(), now, before.count() + 1));
    }

    /** After how much time a meeting is read again; null for one that was never read. */
    synchronized @Nullable Duration distance(MeetingId meeting) {
        Reads reads = meetings.get(meeting);
        return reads == null ? null : reads.distance();
    }

    /** The longest time after which one of some meetings is read again; zero for none. */
    public synchronized Duration longestDistance(Collection<MeetingId> of) {
        return of.stream()
                .map(this::distance)
                .filter(Objects::nonNull)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
