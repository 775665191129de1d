package io.rollcall.invite;

import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.meeting.Plan;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is invited to which meeting, and who stays unchanged: a function of the observation, the invitees and the
 * stored invitations. Stateless and thread-safe.
 */
final class InvitePlanner {
    private InvitePlanner() {}

    /**
     * Makes a plan.
     *
     * @param standings the stored invitations of {@link #missing} people; people without one are absent
     */
    static Plan plan(
            List<Invitee> invitees,
            Observation observation,
            Map<MeetingId, Map<InviteeKey, Standing>> standings,
            String region) {
        List<Change> changes = new ArrayList<>();
        List<Unchanged> unchanged = new ArrayList<>();
        observation.meetings().forEach((meeting, people) -> {
            Map<InviteeKey, Standing> before = standings.getOrDefault(meeting, Map.of());
            for (Invitee invitee : invitees) {
                Unchanged.Reason reason =
                        reasonNotToInvite(participant(invitee, people), before.get(InviteeKey.of(invitee, region)));
                if (reason == null) {
                    changes.add(invitation(meeting, invitee));
                } else {
                    unchanged.add(new Unchanged(meeting, user(invitee), phone(invitee), reason));
                }
            }
        });
        if (observation.meetings().isEmpty() && observation.complete()) {
            for (Invitee invitee : invitees) {
                unchanged.add(new Unchanged(null, user(invitee), phone(invitee), Unchanged.Reason.NO_MEETING));
            }
        }
        return new Plan(changes, unchanged);
    }

    // the meeting's participants take precedence over the store, because they are newer
    private static Unchanged.@Nullable Reason reasonNotToInvite(
            @Nullable ParticipantState participant, @Nullable Standing standing) {
        if (participant != null) {
            return participant.mayBeComing() ? Unchanged.Reason.IN_MEETING : Unchanged.Reason.WAS_IN_MEETING;
        }
        if (standing == null) {
            return null;
        }
        return switch (standing) {
            case INVITED -> Unchanged.Reason.ALREADY_INVITED;
            case INTENDED, UNKNOWN -> Unchanged.Reason.OUTCOME_UNKNOWN;
        };
    }

    /** The people and phones that a meeting does not show, by meeting: their stored invitations are needed for a plan. */
    static Map<MeetingId, List<InviteeKey>> missing(List<Invitee> invitees, Observation observation, String region) {
        Map<MeetingId, List<InviteeKey>> missing = new LinkedHashMap<>();
        observation.meetings().forEach((meeting, people) -> {
            List<InviteeKey> keys = invitees.stream()
                    .filter(invitee -> participant(invitee, people) == null)
                    .map(invitee -> InviteeKey.of(invitee, region))
                    .toList();
            if (!keys.isEmpty()) {
                missing.put(meeting, keys);
            }
        });
        return missing;
    }

    /** Each person and each phone once, also if it is listed several times or in several spellings. */
    static List<Invitee> distinct(List<Invitee> invitees, String region) {
        Map<InviteeKey, Invitee> byKey = new LinkedHashMap<>();
        invitees.forEach(invitee -> byKey.putIfAbsent(InviteeKey.of(invitee, region), invitee));
        return List.copyOf(byKey.values());
    }

    static Change invitation(MeetingId meeting, Invitee invitee) {
        return invitation(meeting, invitee, Change.Reason.NOT_IN_MEETING);
    }

    static Change invitation(MeetingId meeting, Invitee invitee, Change.Reason reason) {
        return new Change(Change.Action.INVITE, meeting, user(invitee), phone(invitee), reason, Change.Status.PLANNED);
    }

    // a meeting's list of participants has no phone numbers (docs/vendors/dingtalk.md §4.5), so it never shows a phone
    private static @Nullable ParticipantState participant(Invitee invitee, Map<UserId, ParticipantState> people) {
        UserId user = user(invitee);
        return user == null ? null : people.get(user);
    }

    private static @Nullable UserId user(Invitee invitee) {
        return invitee instanceof Invitee.User user ? user.id() : null;
    }

    private static @Nullable PhoneNumber phone(Invitee invitee) {
        return invitee instanceof Invitee.Phone phone ? phone.number() : null;
    }
}
