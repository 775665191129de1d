package io.rollcall.flow.internal.invite;

import io.rollcall.config.FlowConfig;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.FlowRun;
import io.rollcall.flow.internal.meetings.Audited;
import io.rollcall.flow.internal.meetings.Ledger;
import io.rollcall.flow.internal.meetings.MeetingCall;
import io.rollcall.flow.internal.meetings.Plan;
import io.rollcall.flow.internal.meetings.Verdict;
import io.rollcall.memory.InvitationBook.InviteeKey;
import io.rollcall.memory.InvitationBook.Standing;
import io.rollcall.memory.Memory;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.provider.Invitations;
import io.rollcall.provider.OngoingMeetings;
import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
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
 * FlowRun} says.
 */
public final class InviteRun implements FlowRun {
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
    private Ledger ledger = new Ledger(List.of());
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
    public InviteRun(
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
    public void begin(Agenda agenda) {
        // nobody is wanted: a look would cost calls for nothing
        if (!invitees.isEmpty()) {
            new WatchedMeetings(meetings, flow, metered, watched).begin(agenda, sight -> seen(agenda, sight));
        }
    }

    private void seen(Agenda agenda, Sight sight) {
        sight.problems().forEach(problem -> trouble(agenda, problem));
        answered = sight.answered();
        Map<MeetingId, List<InviteeKey>> missing = InvitePlanner.missing(invitees, sight, region);
        if (missing.isEmpty()) {
            planned(agenda, sight, Map.of());
        } else {
            agenda.consult(memory -> standings(memory, sight, missing), standings -> planned(agenda, sight, standings));
        }
    }

    private Map<MeetingId, Map<InviteeKey, Standing>> standings(
            Memory memory, Sight sight, Map<MeetingId, List<InviteeKey>> missing) {
        Optional<Instant> restoredAt = memory.invitations().restoredAt();
        Map<MeetingId, Map<InviteeKey, Standing>> standings = new LinkedHashMap<>();
        missing.forEach((meeting, keys) -> {
            Map<InviteeKey, Standing> known =
                    new LinkedHashMap<>(Remembered.standings(memory.invitations(), meeting, keys, region));
            // whom Rollcall invited between the backup and its return is forgotten
            restoredAt
                    .filter(time -> sight.mayHaveRunAt(meeting, time, clock.instant()))
                    .ifPresent(time -> keys.forEach(key -> known.putIfAbsent(key, Standing.UNKNOWN)));
            standings.put(meeting, known);
        });
        return standings;
    }

    private void planned(Agenda agenda, Sight sight, Map<MeetingId, Map<InviteeKey, Standing>> standings) {
        plan = InvitePlanner.plan(invitees, sight, standings, region);
        ledger = new Ledger(plan.changes());
        tooLarge = plan.exceeds(flow.maxChanges());
        if (tooLarge) {
            trouble(agenda, plan.tooLarge(flow.name(), flow.maxChanges()));
        } else if (acting) {
            sight.meetings().keySet().forEach(meeting -> claim(agenda, meeting));
        } else {
            ledger.mark(plan.changes(), Change.Status.PLANNED);
        }
    }

    /** Whom this run won, and that their intention stands in the audit. */
    private record Claim(Map<Change, Invitee> won, Audited audited) {}

    private void claim(Agenda agenda, MeetingId meeting) {
        Map<Change, Invitee> wished = new LinkedHashMap<>();
        for (Invitee invitee : invitees) {
            Change change = InvitePlanner.invitation(meeting, invitee);
            if (plan.changes().contains(change)) {
                wished.put(change, invitee);
            }
        }
        if (!wished.isEmpty()) {
            // together: nobody is claimed without an entry in the audit
            agenda.consult(
                    memory -> memory.atomically(() -> claim(memory, meeting, wished)),
                    claim -> ring(agenda, meeting, wished, claim));
        }
    }

    private Claim claim(Memory memory, MeetingId meeting, Map<Change, Invitee> wished) {
        Instant now = clock.instant();
        List<InviteeKey> keys = wished.values().stream()
                .map(invitee -> InviteeKey.of(invitee, region))
                .toList();
        Set<InviteeKey> claimed = Remembered.claim(memory.invitations(), flow.name(), meeting, keys, now, region);
        Map<Change, Invitee> won = new LinkedHashMap<>(wished);
        won.values().removeIf(invitee -> !claimed.contains(InviteeKey.of(invitee, region)));
        List<Change> intended = List.copyOf(won.keySet());
        return new Claim(
                won, intended.isEmpty() ? new Audited(Map.of()) : Audited.intend(memory, flow.name(), intended, now));
    }

    private void ring(Agenda agenda, MeetingId meeting, Map<Change, Invitee> wished, Claim claim) {
        List<Change> others = wished.keySet().stream()
                .filter(change -> !claim.won().containsKey(change))
                .toList();
        lost.addAll(others);
        ledger.drop(others);
        if (!claim.won().isEmpty()) {
            Ring ring = new Ring(meeting, flow.operator(), claim.won(), claim.audited(), invitations, clock, region);
            new MeetingCall<>(meeting, ring, meetings, ledger)
                    .make(agenda, List.copyOf(claim.won().keySet()), () -> {});
        }
    }

    private void trouble(Agenda agenda, Problem problem) {
        problems.add(problem);
        agenda.announce(new FlowEvent.Troubled(problem));
    }

    @Override
    public void abort(Problem problem) {
        problems.add(problem);
        brokenOff = true;
    }

    @Override
    public void settle(Agenda agenda) {
        ledger.settleRest(agenda);
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
            return Verdict.brokenOff(changes);
        }
        return Verdict.of(said, changes, unchanged, answered || invitees.isEmpty());
    }
}
