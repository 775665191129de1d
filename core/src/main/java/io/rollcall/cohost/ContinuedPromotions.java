package io.rollcall.cohost;

import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.model.Attendance;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.PromotionRepository.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which remembered promotions are still valid. A promotion is valid while the person stays in the meeting: leaving or
 * joining again ends it, losing the role does not. Not modified after {@link #of} returns it.
 *
 * @param kept the histories of people who stayed, or may have stayed
 * @param ended the people who left or joined again
 * @param joined the join times to save, of people who stayed
 */
record ContinuedPromotions(
        Map<MeetingId, Map<UserId, History>> kept,
        Map<MeetingId, List<UserId>> ended,
        Map<MeetingId, Map<UserId, Instant>> joined) {

    /**
     * Compares the remembered promotions with an observation.
     *
     * @param began when the observation began: it says nothing about promotions since
     * @param wholeMeetings whether an observed meeting contains all of its participants
     * @param remembered the histories of the listed people, in any meeting
     */
    static ContinuedPromotions of(
            Observation observation,
            Instant began,
            boolean wholeMeetings,
            Map<MeetingId, Map<UserId, History>> remembered) {
        ContinuedPromotions promotions =
                new ContinuedPromotions(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        remembered.forEach((meeting, histories) -> histories.forEach((user, history) -> {
            if (history.changedAfter(began)) {
                promotions.kept.computeIfAbsent(meeting, any -> new HashMap<>()).put(user, history);
                return;
            }
            Map<UserId, ParticipantState> people = observation.meetings().get(meeting);
            ParticipantState participant = people == null ? null : people.get(user);
            boolean hasLeft = participant == null
                    ? !observation.uncertain().contains(user) || (people != null && wholeMeetings)
                    : !participant.isActive() && participant.state() != Attendance.State.UNKNOWN;
            if (hasLeft || (participant != null && joinedAgain(participant, history))) {
                promotions
                        .ended
                        .computeIfAbsent(meeting, any -> new ArrayList<>())
                        .add(user);
                return;
            }
            promotions.kept.computeIfAbsent(meeting, any -> new HashMap<>()).put(user, history);
            Instant join = participant == null ? null : participant.lastJoin();
            if (join != null && isNewer(join, history.joinedAt())) {
                promotions
                        .joined
                        .computeIfAbsent(meeting, any -> new HashMap<>())
                        .put(user, join);
            }
        }));
        return promotions;
    }

    // a time that is missing or goes backwards is ignored
    private static boolean joinedAgain(ParticipantState participant, History history) {
        Instant from = participant.stayFrom();
        Instant known = history.joinedAt();
        return from != null && known != null && from.isAfter(known);
    }

    private static boolean isNewer(Instant join, @Nullable Instant known) {
        return known == null || join.isAfter(known);
    }
}
