package io.rollcall.invite;

import io.rollcall.config.FlowConfig;
import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResults;
import io.rollcall.meeting.MeetingChange;
import io.rollcall.meeting.OutcomeRule;
import io.rollcall.meeting.Plan;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run of an invitation flow: look, ask the store who was rung before, plan, claim, ring, one call for each meeting.
 * Nobody is rung without a claim in the store, and a claim is won once: a crash or a lost answer costs an invitation,
 * never a second ring. A run that only plans (or is dry) reads the store and writes nothing. Not thread-safe, as {@link
 * FlowTask} says.
 */
public final class InviteTask implements FlowTask {
    private final FlowConfig.Invite flow;
    private final boolean acting;
    private final List<UserId> watched;
    private final List<Invitee> invitees;
    private final OngoingMeetings meetings;
    private final Invitations invitations;
    private final InstantSource clock;
    private final String region;
    private final boolean metered;

    private final List<Problem> problems = new ArrayList<>();
    private Plan plan = Plan.NONE;
    private ChangeResults ledger = new ChangeResults(List.of());
    private final Set<Change> lost = new HashSet<>();
    private boolean answered;
    private boolean tooLarge;
    private boolean brokenOff;

    /**
     * Prepares a run.
     *
     * @param invitees everybody who is wanted, from the configuration and its file; of repetitions the first counts
     * @param clock for the times that the store keeps; called on the thread that consults the store
     * @param region of telephone numbers without a country code
     * @param metered whether {@code max-calls} counts
     */
    public InviteTask(
            FlowConfig.Invite flow,
            Mode mode,
            List<Invitee> invitees,
            OngoingMeetings meetings,
            Invitations invitations,
            InstantSource clock,
            String region,
            boolean metered) {
        this.flow = flow;
        this.acting = mode != Mode.PLAN && !flow.dryRun();
        this.watched = flow.meetingsOf().stream().distinct().toList();
        this.invitees = InvitePlanner.distinct(invitees, region);
        this.meetings = meetings;
        this.invitations = invitations;
        this.clock = clock;
        this.region = region;
        this.metered = metered;
    }

    @Override
    public void begin(Commands commands) {
        // nobody is wanted: a look would cost calls for nothing
        if (!invitees.isEmpty()) {
            new WatchedMeetingsObserver(meetings, flow, metered, watched)
                    .begin(commands, sight -> seen(commands, sight));
        }
    }

    private void seen(Commands commands, InviteObservation sight) {
        sight.problems().forEach(problem -> trouble(commands, problem));
        answered = sight.answered();
        Map<MeetingId, List<InviteeKey>> missing = InvitePlanner.missing(invitees, sight, region);
        if (missing.isEmpty()) {
            planned(commands, sight, Map.of());
        } else {
            commands.query(store -> standings(store, sight, missing), standings -> planned(commands, sight, standings));
        }
    }

    private Map<MeetingId, Map<InviteeKey, Standing>> standings(
            StateStore store, InviteObservation sight, Map<MeetingId, List<InviteeKey>> missing) {
        Optional<Instant> restoredAt = store.invitations().restoredAt();
        Map<MeetingId, Map<InviteeKey, Standing>> standings = new LinkedHashMap<>();
        missing.forEach((meeting, keys) -> {
            Map<InviteeKey, Standing> known =
                    new LinkedHashMap<>(PastInvitations.standings(store.invitations(), meeting, keys, region));
            // whom Rollcall invited between the backup and its return is forgotten
            restoredAt
                    .filter(time -> sight.mayHaveRunAt(meeting, time, clock.instant()))
                    .ifPresent(time -> keys.forEach(key -> known.putIfAbsent(key, Standing.UNKNOWN)));
            standings.put(meeting, known);
        });
        return standings;
    }

    private void planned(
            Commands commands, InviteObservation sight, Map<MeetingId, Map<InviteeKey, Standing>> standings) {
        plan = InvitePlanner.plan(invitees, sight, standings, region);
        ledger = new ChangeResults(plan.changes());
        tooLarge = plan.exceeds(flow.maxChanges());
        if (tooLarge) {
            trouble(commands, plan.tooLarge(flow.name(), flow.maxChanges()));
        } else if (acting) {
            sight.meetings().keySet().forEach(meeting -> claim(commands, meeting));
        } else {
            ledger.mark(plan.changes(), Change.Status.PLANNED);
        }
    }

    /** Whom this run won, and that their intention stands in the audit. */
    private record Claim(Map<Change, Invitee> won, AuditedChanges audited) {}

    private void claim(Commands commands, MeetingId meeting) {
        Map<Change, Invitee> wished = new LinkedHashMap<>();
        for (Invitee invitee : invitees) {
            Change change = InvitePlanner.invitation(meeting, invitee);
            if (plan.changes().contains(change)) {
                wished.put(change, invitee);
            }
        }
        if (!wished.isEmpty()) {
            // together: nobody is claimed without an entry in the audit
            commands.query(
                    store -> store.atomically(() -> claim(store, meeting, wished)),
                    claim -> ring(commands, meeting, wished, claim));
        }
    }

    private Claim claim(StateStore store, MeetingId meeting, Map<Change, Invitee> wished) {
        Instant now = clock.instant();
        List<InviteeKey> keys = wished.values().stream()
                .map(invitee -> InviteeKey.of(invitee, region))
                .toList();
        Set<InviteeKey> claimed = PastInvitations.claim(store.invitations(), flow.name(), meeting, keys, now, region);
        Map<Change, Invitee> won = new LinkedHashMap<>(wished);
        won.values().removeIf(invitee -> !claimed.contains(InviteeKey.of(invitee, region)));
        List<Change> intended = List.copyOf(won.keySet());
        return new Claim(
                won,
                intended.isEmpty()
                        ? new AuditedChanges(Map.of())
                        : AuditedChanges.intend(store, flow.name(), intended, now));
    }

    private void ring(Commands commands, MeetingId meeting, Map<Change, Invitee> wished, Claim claim) {
        List<Change> others = wished.keySet().stream()
                .filter(change -> !claim.won().containsKey(change))
                .toList();
        lost.addAll(others);
        ledger.drop(others);
        if (!claim.won().isEmpty()) {
            InvitationAttempt ring = new InvitationAttempt(
                    meeting, flow.operator(), claim.won(), claim.audited(), invitations, clock, region);
            new MeetingChange<>(meeting, ring, meetings, ledger)
                    .make(commands, List.copyOf(claim.won().keySet()), () -> {});
        }
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
        List<Unchanged> unchanged = unchanged();
        return new RunResult(outcome(said, changes, unchanged), said, changes, unchanged, null);
    }

    // somebody else rang those first, between this run's look and its claim
    private List<Unchanged> unchanged() {
        List<Unchanged> unchanged = new ArrayList<>(plan.unchanged());
        plan.changes().stream()
                .filter(lost::contains)
                .map(change -> new Unchanged(
                        change.meeting(), change.user(), change.phone(), Unchanged.Reason.ALREADY_INVITED))
                .forEach(unchanged::add);
        return unchanged;
    }

    private RunOutcome outcome(List<Problem> said, List<Change> changes, List<Unchanged> unchanged) {
        if (tooLarge) {
            return RunOutcome.FAILED;
        }
        if (brokenOff) {
            return OutcomeRule.brokenOff(changes);
        }
        return OutcomeRule.of(said, changes, unchanged, answered || invitees.isEmpty());
    }
}
