package io.rollcall.meeting;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The running meetings that a run read, and who is in them: the body that the step {@code observe} makes and the step
 * {@code plan} takes. Immutable and thread-safe.
 *
 * @param meetings the participants of each meeting; contains only meetings of which every page was read
 * @param uncertain people who may be in a further meeting, because a read about them failed
 * @param complete whether every read succeeded
 * @param answered whether at least one read succeeded
 * @param firstJoined when the first participant joined each meeting; without meetings for which the vendor returns no time
 * @param problems one problem for each read that failed
 */
public record Observation(
        SortedMap<MeetingId, Map<UserId, ParticipantState>> meetings,
        Set<UserId> uncertain,
        boolean complete,
        boolean answered,
        Map<MeetingId, Instant> firstJoined,
        List<Problem> problems) {
    /** The largest difference to expect between the vendor's clock and this machine's. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

    /** If no participant has a join time, a meeting counts as started before a time for this long after that time. */
    private static final Duration LONGEST_MEETING = Duration.ofDays(1);

    /** The observation of a run that has nothing to read. */
    public static final Observation NONE =
            new Observation(new TreeMap<>(ObservationCollector.BY_ID), Set.of(), true, true, Map.of(), List.of());

    public Observation {
        meetings = Collections.unmodifiableSortedMap(new TreeMap<>(meetings));
        uncertain = Set.copyOf(uncertain);
        firstJoined = Map.copyOf(firstJoined);
        problems = List.copyOf(problems);
    }

    /** The same observation without some meetings; the run then changes nothing in them. */
    public Observation without(Predicate<MeetingId> dropped) {
        SortedMap<MeetingId, Map<UserId, ParticipantState>> kept = new TreeMap<>(meetings);
        kept.keySet().removeIf(dropped);
        return new Observation(kept, uncertain, complete, answered, firstJoined, problems);
    }

    /** Whether a meeting may have been running at a time. */
    public boolean mayHaveRunAt(MeetingId meeting, Instant time, Instant now) {
        Instant first = firstJoined.get(meeting);
        return first == null ? now.isBefore(time.plus(LONGEST_MEETING)) : !first.isAfter(time.plus(CLOCK_DIFFERENCE));
    }
}
