package io.rollcall.cohost;

import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.meeting.Plan;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;
import io.rollcall.state.PromotionRepository.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is promoted, whose role is taken away, and who is left alone. A function of what was seen, what is wanted
 * and what was done before; stateless and thread-safe.
 */
final class CoHostPlanner {
    private CoHostPlanner() {}

    /**
     * What is wanted.
     *
     * @param users listed in this flow, distinct, in the order of reports
     * @param listedAnywhere listed in any enabled co-host flow: their roles are not taken away
     * @param includeExternal whether people from outside the organization are promoted
     * @param includePhone whether people who joined by phone are promoted
     * @param removeUnlisted whether the role is taken from those who are listed nowhere
     */
    record DesiredCoHosts(
            List<UserId> users,
            Set<UserId> listedAnywhere,
            boolean includeExternal,
            boolean includePhone,
            boolean removeUnlisted) {
        DesiredCoHosts {
            users = List.copyOf(users);
            listedAnywhere = Set.copyOf(listedAnywhere);
        }
    }

    /** Plans; histories are those of {@link #withoutRole} people, and may lack those without one. */
    static Plan plan(DesiredCoHosts desired, Observation observation, Map<MeetingId, Map<UserId, History>> histories) {
        List<Change> changes = new ArrayList<>();
        List<Unchanged> unchanged = new ArrayList<>();
        Set<UserId> seen = new HashSet<>();
        observation.meetings().forEach((meeting, people) -> {
            Map<UserId, History> before = histories.getOrDefault(meeting, Map.of());
            for (UserId user : desired.users()) {
                ParticipantState presence = people.get(user);
                if (presence == null) {
                    continue;
                }
                seen.add(user);
                Unchanged.Reason reason = reasonToLeaveAlone(desired, presence, before.get(user));
                if (reason == null) {
                    changes.add(change(Change.Action.PROMOTE, meeting, user, Change.Reason.LISTED));
                } else {
                    unchanged.add(new Unchanged(meeting, user, null, reason));
                }
            }
            changes.addAll(removals(desired, observation, meeting, people));
        });
        for (UserId user : desired.users()) {
            if (!seen.contains(user) && !observation.uncertain().contains(user)) {
                unchanged.add(new Unchanged(null, user, null, Unchanged.Reason.IN_NO_MEETING));
            }
        }
        return new Plan(changes, unchanged);
    }

    private static Unchanged.@Nullable Reason reasonToLeaveAlone(
            DesiredCoHosts desired, ParticipantState presence, @Nullable History history) {
        if (!presence.isActive()) {
            return switch (presence.state()) {
                case UNKNOWN -> Unchanged.Reason.UNKNOWN_STATUS;
                default -> Unchanged.Reason.NOT_ACTIVE;
            };
        }
        if (presence.host()) {
            return Unchanged.Reason.ALREADY_HOST;
        }
        if (presence.coHost()) {
            return Unchanged.Reason.ALREADY_CO_HOST;
        }
        if (presence.external() && !desired.includeExternal()) {
            return Unchanged.Reason.EXTERNAL;
        }
        if (presence.phone() && !desired.includePhone()) {
            return Unchanged.Reason.PHONE;
        }
        if (history != null && history.seen()) {
            return Unchanged.Reason.DEMOTED_BY_HAND;
        }
        return history != null && history.isGivenUp() ? Unchanged.Reason.GIVEN_UP : null;
    }

    // the role is what counts: somebody from outside or on the phone who has it loses it too; a host keeps everything
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

    /** The listed people whom the look shows as co-hosts, per meeting. */
    static Map<MeetingId, List<UserId>> withRole(DesiredCoHosts desired, Observation observation) {
        return listed(desired, observation, true);
    }

    /** The listed people in a meeting without a role there: those whose histories matter. */
    static Map<MeetingId, List<UserId>> withoutRole(DesiredCoHosts desired, Observation observation) {
        return listed(desired, observation, false);
    }

    private static Map<MeetingId, List<UserId>> listed(
            DesiredCoHosts desired, Observation observation, boolean withRole) {
        Map<MeetingId, List<UserId>> listed = new LinkedHashMap<>();
        observation.meetings().forEach((meeting, people) -> {
            List<UserId> users = desired.users().stream()
                    .filter(user -> {
                        ParticipantState presence = people.get(user);
                        return presence != null && presence.isActive() && presence.coHost() == withRole;
                    })
                    .toList();
            if (!users.isEmpty()) {
                listed.put(meeting, users);
            }
        });
        return listed;
    }

    private static boolean hasRole(ParticipantState presence) {
        return presence.isActive() && presence.coHost();
    }
}
