package io.rollcall.cohost;

import io.rollcall.hint.Hints;
import io.rollcall.meeting.ChangeProgress;
import io.rollcall.meeting.ChangesUnderWay;
import io.rollcall.meeting.MeetingSteps;
import io.rollcall.meeting.MemberReads;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.Plan;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.state.PromotionRepository;
import io.rollcall.state.PromotionRepository.History;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Purpose;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a co-host flow: read the meetings of the listed people, decide who is promoted and whose role is removed,
 * and make the changes, with one call for each meeting and action. Not thread-safe, as {@link MeetingSteps} says.
 */
final class CoHostSteps implements MeetingSteps {
    private final CoHostConfig flow;
    private final Hints hints;
    private final @Nullable MemberReads reads;
    private final boolean acting;
    private final CoHostPlanner.DesiredCoHosts desired;
    private final OngoingMeetings meetings;
    private final CoHosts coHosts;
    private final ChangesUnderWay underWay;
    private final InstantSource clock;
    private final boolean metered;
    private final boolean withEvents;
    private @Nullable OrganizationObserver organization;
    private Known known = new Known(Map.of(), Set.of());
    private @Nullable RoleChanges made;

    /**
     * Prepares a run.
     *
     * @param hints what events told; with any, the run does not poll
     * @param reads what earlier polls read; null for a run that reads every meeting
     * @param acting false for a plan or a dry run: the store is read and nothing is written to it
     * @param users everyone listed in this flow, in its configuration and its file; repetitions have no effect
     * @param listedAnywhere everyone listed in any enabled co-host flow; used if the flow removes unlisted people
     * @param underWay the changes that runs are making now
     * @param clock for the times that the store keeps; read on the thread that uses the store
     * @param metered whether {@code max-calls} counts
     * @param withEvents whether the flow takes events: then its polls are rare, and an accepted promotion that does not show was
     *     undone by a person
     */
    CoHostSteps(
            CoHostConfig flow,
            Hints hints,
            @Nullable MemberReads reads,
            boolean acting,
            List<UserId> users,
            Set<UserId> listedAnywhere,
            OngoingMeetings meetings,
            CoHosts coHosts,
            ChangesUnderWay underWay,
            InstantSource clock,
            boolean metered,
            boolean withEvents) {
        this.flow = flow;
        this.hints = hints;
        this.reads = reads;
        this.acting = acting;
        this.desired = new CoHostPlanner.DesiredCoHosts(
                users.stream().distinct().toList(),
                listedAnywhere,
                flow.includeExternal(),
                flow.includePhone(),
                flow.removeUnlisted(),
                hints.isEmpty(),
                clock.instant());
        this.meetings = meetings;
        this.coHosts = coHosts;
        this.underWay = underWay;
        this.clock = clock;
        this.metered = metered;
        this.withEvents = withEvents;
    }

    /** With an empty list no one is promoted and no role is removed. */
    @Override
    public boolean hasWork() {
        return !desired.users().isEmpty();
    }

    @Override
    public void observe(Commands commands, Consumer<Observation> then) {
        observer().observe(commands, then);
    }

    private MeetingObserver observer() {
        if (!hints.isEmpty()) {
            return new HintedObserver(meetings, flow, metered, desired.users(), hints);
        }
        return switch (flow.look()) {
            case USERS -> new UsersObserver(meetings, desired.users(), Purpose.POLL);
            case ORGANIZATION -> {
                organization = new OrganizationObserver(meetings, flow, metered, desired.users(), reads, clock);
                yield organization;
            }
        };
    }

    @Override
    public @Nullable UnreadMeetings unread() {
        return organization == null ? null : organization.unread();
    }

    @Override
    public void plan(Commands commands, Observation observation, Consumer<Plan> whenPlanned) {
        Consumer<Plan> then = plan -> {
            if (organization != null) {
                organization.planned(
                        plan.changes().stream().map(Change::meeting).collect(Collectors.toSet()));
            }
            whenPlanned.accept(plan);
        };
        Map<MeetingId, List<UserId>> withoutRole = CoHostPlanner.withoutRole(desired, observation);
        Map<MeetingId, List<UserId>> withRole = acting ? CoHostPlanner.withRole(desired, observation) : Map.of();
        if (withoutRole.isEmpty() && !acting) {
            then.accept(CoHostPlanner.plan(desired, observation, Map.of()));
        } else {
            commands.query(store -> known(store, observation, withRole), read -> {
                known = read;
                then.accept(CoHostPlanner.plan(desired, observation, read.histories()));
            });
        }
    }

    /**
     * On what a plan is based.
     *
     * @param histories the remembered promotions; people without one are absent
     * @param underWay for whom a run was making a change
     */
    record Known(Map<MeetingId, Map<UserId, History>> histories, Set<ChangesUnderWay.Person> underWay) {}

    // a person seen with the role now and without it later, who did not leave in between, was demoted by hand
    private Known known(StateStore store, Observation observation, Map<MeetingId, List<UserId>> withRole) {
        // before the histories: what ends in between is in them
        Set<ChangesUnderWay.Person> changing = underWay.now();
        PromotionRepository promotions = store.promotions();
        ContinuedPromotions continued = ContinuedPromotions.of(
                observation,
                desired.began(),
                hints.isEmpty() && flow.look() == CoHostConfig.Look.ORGANIZATION,
                promotions.remembered(desired.users()));
        if (acting) {
            Instant now = clock.instant();
            continued.ended().forEach((meeting, users) -> promotions.end(meeting, users, now));
            continued.joined().forEach(promotions::joined);
            withRole.forEach((meeting, users) -> promotions.seen(meeting, users, now));
        }
        return new Known(continued.kept(), changing);
    }

    @Override
    public boolean isPaused(StateStore store) {
        return store.pauses().of(flow.name(), clock.instant()).isPresent();
    }

    @Override
    public void apply(Commands commands, Observation observation, List<Change> changes, ChangeProgress progress) {
        made = new RoleChanges(
                flow.name(), meetings, coHosts, clock, withEvents, known, underWay, progress, meeting -> {
                    if (organization != null) {
                        organization.settled(meeting);
                    }
                });
        made.make(commands, observation, changes);
    }

    @Override
    public void aborted() {
        if (made != null) {
            made.abort();
        }
    }

    @Override
    public Collection<Unchanged> unchangedSincePlan() {
        return made == null ? List.of() : made.promotedElsewhere();
    }
}
