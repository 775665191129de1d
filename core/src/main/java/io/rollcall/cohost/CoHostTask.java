package io.rollcall.cohost;

import io.rollcall.config.FlowConfig;
import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResults;
import io.rollcall.meeting.MeetingChange;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.meeting.OutcomeRule;
import io.rollcall.meeting.Plan;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.state.PromotionRepository;
import io.rollcall.state.PromotionRepository.History;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.OngoingMeetings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run of a co-host flow: look, ask the store what was done before, plan, change the meetings, one call each. A run
 * that only plans (or is dry) reads the store and writes nothing. Not thread-safe, as {@link FlowTask} says.
 */
public final class CoHostTask implements FlowTask {
    private final FlowConfig.CoHost flow;
    private final boolean acting;
    private final CoHostPlanner.Wish wish;
    private final OngoingMeetings meetings;
    private final CoHosts coHosts;
    private final InstantSource clock;
    private final boolean metered;

    private final List<Problem> problems = new ArrayList<>();
    private Plan plan = Plan.NONE;
    private ChangeResults ledger = new ChangeResults(List.of());
    private boolean answered;
    private boolean tooLarge;
    private boolean brokenOff;

    /**
     * Prepares a run.
     *
     * @param users everybody listed in this flow, in its configuration and its file; repetitions do not matter
     * @param listedAnywhere everybody listed in any enabled co-host flow; matters where the flow removes the unlisted
     * @param clock for the times that the store keeps; called on the thread that consults the store
     * @param metered whether {@code max-calls} counts
     */
    public CoHostTask(
            FlowConfig.CoHost flow,
            Mode mode,
            List<UserId> users,
            Set<UserId> listedAnywhere,
            OngoingMeetings meetings,
            CoHosts coHosts,
            InstantSource clock,
            boolean metered) {
        this.flow = flow;
        this.acting = mode != Mode.PLAN && !flow.dryRun();
        this.wish = new CoHostPlanner.Wish(
                users.stream().distinct().toList(),
                listedAnywhere,
                flow.includeExternal(),
                flow.includePhone(),
                flow.removeUnlisted());
        this.meetings = meetings;
        this.coHosts = coHosts;
        this.clock = clock;
        this.metered = metered;
    }

    @Override
    public void begin(Commands commands) {
        // with an empty list nobody is promoted and nobody's role is taken away: a look would cost calls for nothing
        if (!wish.users().isEmpty()) {
            look().begin(commands, sight -> seen(commands, sight));
        }
    }

    private MeetingObserver look() {
        return switch (flow.look()) {
            case USERS -> new UsersObserver(meetings, wish.users());
            case ORGANIZATION -> new OrganizationObserver(meetings, flow, metered, wish.users());
        };
    }

    private void seen(Commands commands, CoHostObservation sight) {
        sight.problems().forEach(problem -> trouble(commands, problem));
        answered = sight.answered();
        Map<MeetingId, List<UserId>> roleless = CoHostPlanner.roleless(wish, sight);
        Map<MeetingId, List<UserId>> withRole = acting ? CoHostPlanner.coHosts(wish, sight) : Map.of();
        if (roleless.isEmpty() && !acting) {
            planned(commands, sight, Map.of());
        } else {
            commands.query(
                    store -> histories(store, sight, withRole), histories -> planned(commands, sight, histories));
        }
    }

    // whoever is seen with the role now and without it later, having stayed, was demoted by hand
    private Map<MeetingId, Map<UserId, History>> histories(
            StateStore store, CoHostObservation sight, Map<MeetingId, List<UserId>> withRole) {
        PromotionRepository promotions = store.promotions();
        ContinuedPromotions stays = ContinuedPromotions.of(
                sight, flow.look() == FlowConfig.CoHost.Look.ORGANIZATION, promotions.remembered(wish.users()));
        if (acting) {
            Instant now = clock.instant();
            stays.ended().forEach(promotions::forget);
            stays.joined().forEach(promotions::joined);
            withRole.forEach((meeting, users) -> promotions.seen(meeting, users, now));
        }
        return stays.kept();
    }

    private static Map<UserId, Instant> joins(CoHostObservation sight, MeetingId meeting) {
        Map<UserId, Instant> joins = new HashMap<>();
        sight.meetings().getOrDefault(meeting, Map.of()).forEach((user, presence) -> {
            Instant join = presence.lastJoin();
            if (join != null) {
                joins.put(user, join);
            }
        });
        return joins;
    }

    private void planned(Commands commands, CoHostObservation sight, Map<MeetingId, Map<UserId, History>> histories) {
        plan = CoHostPlanner.plan(wish, sight, histories);
        ledger = new ChangeResults(plan.changes());
        tooLarge = plan.exceeds(flow.maxChanges());
        if (tooLarge) {
            trouble(commands, plan.tooLarge(flow.name(), flow.maxChanges()));
        } else if (acting) {
            Set<MeetingId> affected = new TreeSet<>(ObservationCollector.BY_ID);
            plan.changes().forEach(change -> affected.add(change.meeting()));
            affected.forEach(meeting -> act(
                    commands,
                    sight,
                    meeting,
                    CoHostChange.Action.PROMOTE,
                    () -> act(commands, sight, meeting, CoHostChange.Action.REMOVE, () -> {})));
        } else {
            ledger.mark(plan.changes(), Change.Status.PLANNED);
        }
    }

    private void act(
            Commands commands, CoHostObservation sight, MeetingId meeting, CoHostChange.Action action, Runnable then) {
        Change.Action word = action == CoHostChange.Action.PROMOTE ? Change.Action.PROMOTE : Change.Action.REMOVE;
        List<Change> changes = plan.changes().stream()
                .filter(change -> change.meeting().equals(meeting) && change.action() == word)
                .toList();
        if (changes.isEmpty()) {
            then.run();
            return;
        }
        commands.query(store -> store.atomically(() -> intend(store, meeting, action, changes)), audited -> {
            RoleChange kind = new RoleChange(meeting, action, joins(sight, meeting), audited, coHosts, clock);
            new MeetingChange<>(meeting, kind, meetings, ledger).make(commands, changes, then);
        });
    }

    private AuditedChanges intend(
            StateStore store, MeetingId meeting, CoHostChange.Action action, List<Change> changes) {
        if (action == CoHostChange.Action.REMOVE) {
            // before the vendor is asked: whoever is listed again after a crash right here was not demoted by hand
            store.promotions().forget(meeting, RoleChange.users(changes));
        }
        return AuditedChanges.intend(store, flow.name(), changes, clock.instant());
    }

    private void trouble(Commands commands, Problem problem) {
        problems.add(problem);
        commands.publish(new FlowEvent.Troubled(problem));
    }

    @Override
    public void abort(Problem problem) {
        problems.add(problem);
        brokenOff = true;
    }

    @Override
    public void settle(Commands commands) {
        ledger.settleRest(commands);
    }

    @Override
    public RunResult result() {
        List<Problem> said = new ArrayList<>(problems);
        said.addAll(ledger.problems());
        List<Change> changes = ledger.changes();
        return new RunResult(outcome(said, changes), said, changes, plan.unchanged(), null);
    }

    private RunOutcome outcome(List<Problem> said, List<Change> changes) {
        if (tooLarge) {
            return RunOutcome.FAILED;
        }
        if (brokenOff) {
            return OutcomeRule.brokenOff(changes);
        }
        return OutcomeRule.of(
                said, changes, plan.unchanged(), answered || wish.users().isEmpty());
    }
}
