package io.rollcall.invite;

import io.rollcall.meeting.ParticipantState;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a look showed.
 *
 * @param meetings who is in each watched meeting; only meetings that were read whole
 * @param whole whether no part of the look failed
 * @param answered whether at least one part of the look did not fail
 * @param firstJoined when the first of its people joined each meeting; absent where the vendor does not say
 * @param problems a problem for each part that failed
 */
record InviteObservation(
        SortedMap<MeetingId, Map<UserId, ParticipantState>> meetings,
        boolean whole,
        boolean answered,
        Map<MeetingId, Instant> firstJoined,
        List<Problem> problems) {
    /** How far the vendor's clock and this machine's may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** No time of joining tells when a meeting began: after a day a meeting counts as begun since. */
    private static final Duration LONGEST = Duration.ofDays(1);

    InviteObservation {
        firstJoined = Map.copyOf(firstJoined);
        problems = List.copyOf(problems);
    }

    /** Whether a meeting may have been running at a time. */
    boolean mayHaveRunAt(MeetingId meeting, Instant time, Instant now) {
        Instant first = firstJoined.get(meeting);
        return first == null ? now.isBefore(time.plus(LONGEST)) : !first.isAfter(time.plus(CLOCKS));
    }
}
