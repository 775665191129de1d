package io.rollcall.cohost;

import io.rollcall.meeting.ParticipantState;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a look showed.
 *
 * @param meetings who is where; only meetings that were read whole
 * @param unsure of whom nobody knows whether they are in a further meeting, because a part of the look failed
 * @param whole whether no part of the look failed
 * @param answered whether at least one part of the look did not fail
 * @param problems a problem for each part that failed
 */
record CoHostObservation(
        SortedMap<MeetingId, Map<UserId, ParticipantState>> meetings,
        Set<UserId> unsure,
        boolean whole,
        boolean answered,
        List<Problem> problems) {
    CoHostObservation {
        unsure = Set.copyOf(unsure);
        problems = List.copyOf(problems);
    }
}
