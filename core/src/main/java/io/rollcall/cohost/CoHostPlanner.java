package io.rollcall.cohost;

import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.meeting.Plan;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;
import io.rollcall.state.PromotionRepository.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is promoted, whose role is removed, and who stays unchanged: a function of the observation, the desired
 * co-hosts and the remembered promotions. Stateless and thread-safe.
 */
final class CoHostPlanner {
    private CoHostPlanner() {}

    /**
     * The desired co-hosts. Immutable and thread-safe.
     *
     * @param users listed in this flow, distinct, in the order of reports
     * @param listedAnywhere listed in any enabled co-host flow: their roles are not removed
     * @param includeExternal whether people from outside the organization are promoted
     * @param includePhone whether people who joined by phone are promoted
     * @param removeUnlisted whether people who are listed in no flow lose the role
     * @param again whether people are promoted again whose promotion did not show
     * @param began when the observation began
     */
    record DesiredCoHosts(
            List<UserId> users,
            Set<UserId> listedAnywhere,
            boolean includeExternal,
            boolean includePhone,
            boolean removeUnlisted,
            boolean again,
            Instant began) {
        DesiredCoHosts {
            users = List.copyOf(users);
            listedAnywhere = Set.copyOf(listedAnywhere);
        }
    }

    /**
     * Makes a plan.
     *
     * @param histories the remembered promotions of {@link #withoutRole} people; people without one are absent
     */
    static Plan plan(DesiredCoHosts desired, Observation observation, Map<MeetingId, Map<UserId, History>> histories) {
        List<Change> changes = new ArrayList<>();
        List<Unchanged> unchanged = new ArrayList<>();
        Set<UserId> observed = new HashSet<>();
        observation.meetings().forEach((meeting, people) -> {
            Map<UserId, History> before = histories.getOrDefault(meeting, Map.of());
            for (UserId user : desired.users()) {
                ParticipantState participant = people.get(user);
                if (participant == null) {
                    continue;
                }
                observed.add(user);
                Unchanged.Reason reason = reasonNotToPromote(desired, participant, before.get(user));
                if (reason == null) {
                    changes.add(change(Change.Action.PROMOTE, meeting, user, Change.Reason.LISTED));
                } else {
                    unchanged.add(new Unchanged(meeting, user, null, reason));
                }
            }
            changes.addAll(removals(desired, observation, meeting, people));
        });
        for (UserId user : desired.users()) {
            if (!observed.contains(user) && !observation.uncertain().contains(user)) {
                unchanged.add(new Unchanged(null, user, null, Unchanged.Reason.IN_NO_MEETING));
            }
        }
        return new Plan(changes, unchanged);
    }

    private static Unchanged.@Nullable Reason reasonNotToPromote(
            DesiredCoHosts desired, ParticipantState participant, @Nullable History history) {
        if (!participant.isActive()) {
            return switch (participant.state()) {
                case UNKNOWN -> Unchanged.Reason.UNKNOWN_STATUS;
                default -> Unchanged.Reason.NOT_ACTIVE;
            };
        }
        if (participant.host()) {
            return Unchanged.Reason.ALREADY_HOST;
        }
        if (participant.coHost()) {
            return Unchanged.Reason.ALREADY_CO_HOST;
        }
        if (participant.external() && !desired.includeExternal()) {
            return Unchanged.Reason.EXTERNAL;
        }
        if (participant.phone() && !desired.includePhone()) {
            return Unchanged.Reason.PHONE;
        }
        if (history != null && history.changedAfter(desired.began())) {
            return Unchanged.Reason.ALREADY_PROMOTED;
        }
        if (history != null && history.seen()) {
            return Unchanged.Reason.DEMOTED_BY_HAND;
        }
        if (history != null && history.isGivenUp()) {
            return Unchanged.Reason.GIVEN_UP;
        }
        return history != null && !desired.again() ? Unchanged.Reason.ALREADY_PROMOTED : null;
    }

    // people from outside and on the phone lose the role too; a host keeps it
    private static List<Change> removals(
            DesiredCoHosts desired, Observation observation, MeetingId meeting, Map<UserId, ParticipantState> people) {
        if (!desired.removeUnlisted()
                || !observation.complete()
                || desired.users().isEmpty()) {
            return List.of();
        }
        return people.entrySet().stream()
                .filter(person ->
                        hasRole(person.getValue()) && !person.getValue().host())
                .map(Map.Entry::getKey)
                .filter(user -> !desired.listedAnywhere().contains(user)
                        && !desired.users().contains(user))
                .sorted(Comparator.comparing(UserId::value))
                .map(user -> change(Change.Action.REMOVE, meeting, user, Change.Reason.UNLISTED))
                .toList();
    }

    private static Change change(Change.Action action, MeetingId meeting, UserId user, Change.Reason reason) {
        return new Change(action, meeting, user, null, reason, Change.Status.PLANNED);
    }

    /** The listed people who are co-hosts now, by meeting. */
    static Map<MeetingId, List<UserId>> withRole(DesiredCoHosts desired, Observation observation) {
        return listed(desired, observation, true);
    }

    /** The listed people who are in a meeting and not co-host there, by meeting. */
    static Map<MeetingId, List<UserId>> withoutRole(DesiredCoHosts desired, Observation observation) {
        return listed(desired, observation, false);
    }

    private static Map<MeetingId, List<UserId>> listed(
            DesiredCoHosts desired, Observation observation, boolean withRole) {
        Map<MeetingId, List<UserId>> listed = new LinkedHashMap<>();
        observation.meetings().forEach((meeting, people) -> {
            List<UserId> users = desired.users().stream()
                    .filter(user -> {
                        ParticipantState participant = people.get(user);
                        return participant != null && participant.isActive() && participant.coHost() == withRole;
                    })
                    .toList();
            if (!users.isEmpty()) {
                listed.put(meeting, users);
            }
        });
        return listed;
    }

    private static boolean hasRole(ParticipantState participant) {
        return participant.isActive() && participant.coHost();
    }
}
