package io.rollcall.flow.internal.invite;

import io.rollcall.flow.internal.meetings.Presence;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a look showed.
 *
 * @param meetings who is in each watched meeting; only meetings that were read whole
 * @param whole whether no part of the look failed
 * @param answered whether at least one part of the look did not fail
 * @param problems a problem for each part that failed
 */
record Sight(
        SortedMap<MeetingId, Map<UserId, Presence>> meetings, boolean whole, boolean answered, List<Problem> problems) {
    Sight {
        problems = List.copyOf(problems);
    }
}
