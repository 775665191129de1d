package io.rollcall.invite;

import io.rollcall.hint.Hints;
import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeProgress;
import io.rollcall.meeting.MeetingChange;
import io.rollcall.meeting.MeetingSteps;
import io.rollcall.meeting.MeetingTurns;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.Plan;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an invitation flow: find the meetings of the watched users, decide who is missing, and invite them, with
 * one call for each meeting. Rollcall never calls a person twice for one meeting: no request is sent without a claim in
 * the store, and a claim is given once. A crash or a lost response can cost an invitation and never repeats one. Not
 * thread-safe, as {@link MeetingSteps} says.
 */
final class InviteSteps implements MeetingSteps {
    private final InviteConfig flow;
    private final Hints hints;
    private final List<UserId> watched;
    private final @Nullable UserId operator;
    private final List<Invitee> invitees;
    private final OngoingMeetings meetings;
    private final Invitations invitations;
    private final InstantSource clock;
    private final String region;
    private final boolean metered;
    private final List<Unchanged> invitedElsewhere = new ArrayList<>();

    /**
     * Prepares a run.
     *
     * @param hints what events told; with any, the run does not poll
     * @param people whose meetings count, whom to invite, and on whose behalf
     * @param clock for the times that the store keeps; read on the thread that uses the store
     * @param region the region of phone numbers without a country code
     * @param metered whether {@code max-calls} counts
     */
    public InviteSteps(
            InviteConfig flow,
            Hints hints,
            ListedPeople.Found people,
            OngoingMeetings meetings,
            Invitations invitations,
            InstantSource clock,
            String region,
            boolean metered) {
        this.flow = flow;
        this.hints = hints;
        this.watched = people.watched();
        this.operator = people.operator();
        this.invitees = InvitePlanner.distinct(people.invitees(), region);
        this.meetings = meetings;
        this.invitations = invitations;
        this.clock = clock;
        this.region = region;
        this.metered = metered;
    }

    @Override
    public boolean hasWork() {
        return !invitees.isEmpty();
    }

    @Override
    public void observe(Commands commands, Consumer<Observation> then) {
        new WatchedMeetingsObserver(meetings, flow, metered, watched, hints).observe(commands, then);
    }

    @Override
    public void plan(Commands commands, Observation observation, Consumer<Plan> then) {
        Map<MeetingId, List<InviteeKey>> missing = InvitePlanner.missing(invitees, observation, region);
        if (missing.isEmpty()) {
            then.accept(InvitePlanner.plan(invitees, observation, Map.of(), region));
        } else {
            commands.query(
                    store -> standings(store, observation, missing),
                    standings -> then.accept(InvitePlanner.plan(invitees, observation, standings, region)));
        }
    }

    private Map<MeetingId, Map<InviteeKey, Standing>> standings(
            StateStore store, Observation observation, Map<MeetingId, List<InviteeKey>> missing) {
        Optional<Instant> restoredAt = store.invitations().restoredAt();
        Map<MeetingId, Map<InviteeKey, Standing>> standings = new LinkedHashMap<>();
        missing.forEach((meeting, keys) -> {
            Map<InviteeKey, Standing> known =
                    new LinkedHashMap<>(PastInvitations.standings(store.invitations(), meeting, keys, region));
            // the store does not contain invitations that were made between the backup and its restore
            restoredAt
                    .filter(time -> observation.mayHaveRunAt(meeting, time, clock.instant()))
                    .ifPresent(time -> keys.forEach(key -> known.putIfAbsent(key, Standing.UNKNOWN)));
            standings.put(meeting, known);
        });
        return standings;
    }

    @Override
    public boolean isPaused(StateStore store) {
        return store.pauses().of(flow.name(), clock.instant()).isPresent();
    }

    @Override
    public void apply(Commands commands, Observation observation, List<Change> changes, ChangeProgress progress) {
        MeetingTurns turns = new MeetingTurns();
        observation.meetings().keySet().forEach(meeting -> {
            Map<Change, Invitee> desired = new LinkedHashMap<>();
            for (Invitee invitee : invitees) {
                Change change = InvitePlanner.invitation(meeting, invitee);
                if (changes.contains(change)) {
                    desired.put(change, invitee);
                }
            }
            if (!desired.isEmpty()) {
                turns.add(done -> invite(commands, meeting, desired, progress, done));
            }
        });
    }

    private void invite(
            Commands commands,
            MeetingId meeting,
            Map<Change, Invitee> desired,
            ChangeProgress progress,
            Runnable done) {
        commands.query(
                store -> InvitationAttempt.intend(store, flow.name(), meeting, desired, clock.instant(), region),
                intended -> {
                    if (intended.isPresent()) {
                        invite(commands, meeting, desired, intended.get(), progress, done);
                    } else {
                        progress.mark(desired.keySet(), Change.Status.PAUSED);
                        done.run();
                    }
                });
    }

    private void invite(
            Commands commands,
            MeetingId meeting,
            Map<Change, Invitee> desired,
            AuditedChanges audited,
            ChangeProgress progress,
            Runnable done) {
        List<Change> won = audited.changes();
        List<Change> lost = desired.keySet().stream()
                .filter(change -> !won.contains(change))
                .toList();
        progress.drop(lost);
        lost.forEach(change -> invitedElsewhere.add(
                new Unchanged(change.meeting(), change.user(), change.phone(), Unchanged.Reason.ALREADY_INVITED)));
        if (won.isEmpty()) {
            done.run();
            return;
        }
        InvitationAttempt attempt =
                new InvitationAttempt(meeting, operator, desired, audited, invitations, clock, region);
        new MeetingChange<>(meeting, attempt, meetings, progress).make(commands, won, done);
    }

    /** Another run invited these people between this run's plan and its claim. */
    @Override
    public Collection<Unchanged> unchangedSincePlan() {
        return invitedElsewhere;
    }
}
