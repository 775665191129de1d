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
 * What of the remembered promotions still counts: a promotion counts as long as the person stays in the meeting. Leaving
 * or joining again ends it; losing the role while staying does not. Pure.
 *
 * @param kept histories of those who stayed, as far as is known
 * @param ended those who left, or joined again
 * @param joined the newest times of joining that the memory lacks, of those who stayed
 */
record ContinuedPromotions(
        Map<MeetingId, Map<UserId, History>> kept,
        Map<MeetingId, List<UserId>> ended,
        Map<MeetingId, Map<UserId, Instant>> joined) {

    /**
     * Compares the memory with what was seen.
     *
     * @param wholeMeetings whether a meeting that was seen shows everybody in it
     * @param remembered what is remembered of the listed people, in any meeting
     */
    static ContinuedPromotions of(
            Observation observation, boolean wholeMeetings, Map<MeetingId, Map<UserId, History>> remembered) {
        ContinuedPromotions stays =
                new ContinuedPromotions(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        remembered.forEach((meeting, histories) -> histories.forEach((user, history) -> {
            Map<UserId, ParticipantState> people = observation.meetings().get(meeting);
            ParticipantState presence = people == null ? null : people.get(user);
            boolean surelyOut = presence == null
                    ? !observation.uncertain().contains(user) || (people != null && wholeMeetings)
                    : !presence.isActive() && presence.state() != Attendance.State.UNKNOWN;
            if (surelyOut || (presence != null && joinedAgain(presence, history))) {
                stays.ended.computeIfAbsent(meeting, any -> new ArrayList<>()).add(user);
                return;
            }
            stays.kept.computeIfAbsent(meeting, any -> new HashMap<>()).put(user, history);
            Instant join = presence == null ? null : presence.lastJoin();
            if (join != null && isNewer(join, history.joinedAt())) {
                stays.joined.computeIfAbsent(meeting, any -> new HashMap<>()).put(user, join);
            }
        }));
        return stays;
    }

    // a time that is missing, or goes backwards, says nothing
    private static boolean joinedAgain(ParticipantState presence, History history) {
        Instant from = presence.stayFrom();
        Instant known = history.joinedAt();
        return from != null && known != null && from.isAfter(known);
    }

    private static boolean isNewer(Instant join, @Nullable Instant known) {
        return known == null || join.isAfter(known);
    }
}
