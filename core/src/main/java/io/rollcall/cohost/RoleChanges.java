package io.rollcall.cohost;

import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeProgress;
import io.rollcall.meeting.ChangesUnderWay;
import io.rollcall.meeting.MeetingChange;
import io.rollcall.meeting.MeetingTurns;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;
import io.rollcall.state.PromotionRepository.History;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.OngoingMeetings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the planned changes of one run, with one call for each meeting and action: the promotions of a meeting before its
 * removals. A promotion is written to the store before it is requested; where another run did that since the plan, this one
 * requests nothing. Not thread-safe.
 */
final class RoleChanges {
    private final String flow;
    private final OngoingMeetings meetings;
    private final CoHosts coHosts;
    private final InstantSource clock;
    private final boolean acceptedCounts;
    private final CoHostSteps.Known planned;
    private final ChangesUnderWay underWay;
    private final ChangeProgress progress;
    private final Consumer<MeetingId> whenDone;
    private final List<Unchanged> promotedElsewhere = new ArrayList<>();

    /**
     * @param clock for the times that the store keeps; read on the thread that uses the store
     * @param acceptedCounts see {@link RoleChange}
     * @param planned on what the plan is based
     * @param underWay the changes that runs are making now
     * @param whenDone receives each meeting whose changes are all made
     */
    RoleChanges(
            String flow,
            OngoingMeetings meetings,
            CoHosts coHosts,
            InstantSource clock,
            boolean acceptedCounts,
            CoHostSteps.Known planned,
            ChangesUnderWay underWay,
            ChangeProgress progress,
            Consumer<MeetingId> whenDone) {
        this.flow = flow;
        this.meetings = meetings;
        this.coHosts = coHosts;
        this.clock = clock;
        this.acceptedCounts = acceptedCounts;
        this.planned = planned;
        this.underWay = underWay;
        this.progress = progress;
        this.whenDone = whenDone;
    }

    /** The changes of one meeting. */
    private record Here(MeetingId meeting, List<Change> changes, Map<UserId, Instant> joined) {
        List<Change> of(Change.Action action) {
            return changes.stream().filter(change -> change.action() == action).toList();
        }
    }

    /** Makes the changes, a few meetings at a time. */
    void make(Commands commands, Observation observation, List<Change> changes) {
        Set<MeetingId> affected = new TreeSet<>(ObservationCollector.BY_ID);
        changes.forEach(change -> affected.add(change.meeting()));
        MeetingTurns turns = new MeetingTurns();
        affected.forEach(meeting -> turns.add(done -> {
            Here here = new Here(
                    meeting,
                    changes.stream()
                            .filter(change -> change.meeting().equals(meeting))
                            .toList(),
                    joined(observation, meeting));
            change(
                    commands,
                    here,
                    CoHostChange.Action.PROMOTE,
                    () -> change(commands, here, CoHostChange.Action.REMOVE, () -> {
                        if (progress.isDone(here.changes())) {
                            whenDone.accept(meeting);
                        }
                        done.run();
                    }));
        }));
    }

    private void change(Commands commands, Here here, CoHostChange.Action action, Runnable then) {
        List<Change> changes =
                here.of(action == CoHostChange.Action.PROMOTE ? Change.Action.PROMOTE : Change.Action.REMOVE);
        if (changes.isEmpty()) {
            then.run();
            return;
        }
        commands.query(store -> intend(store, here, action, changes), intended -> {
            if (intended.isEmpty()) {
                changes.forEach(change -> end(here.meeting(), change));
                progress.mark(changes, Change.Status.PAUSED);
                then.run();
                return;
            }
            List<Change> won = intended.get().changes();
            leave(changes.stream().filter(change -> !won.contains(change)).toList());
            if (won.isEmpty()) {
                then.run();
                return;
            }
            RoleChange type = new RoleChange(here.meeting(), action, intended.get(), coHosts, acceptedCounts, clock);
            new MeetingChange<>(here.meeting(), type, meetings, progress).make(commands, won, () -> {
                won.forEach(change -> end(here.meeting(), change));
                then.run();
            });
        });
    }

    private void end(MeetingId meeting, Change change) {
        if (change.user() != null) {
            underWay.end(new ChangesUnderWay.Person(meeting, change.user()), this);
        }
    }

    /** The run was aborted: its changes are no longer under way. */
    void abort() {
        progress.changes().forEach(change -> end(change.meeting(), change));
    }

    private void leave(List<Change> lost) {
        progress.drop(lost);
        lost.forEach(change -> promotedElsewhere.add(
                new Unchanged(change.meeting(), change.user(), null, Unchanged.Reason.ALREADY_PROMOTED)));
    }

    /** The people whom another run promoted between the plan and the request. */
    List<Unchanged> promotedElsewhere() {
        return promotedElsewhere;
    }

    private static Map<UserId, Instant> joined(Observation observation, MeetingId meeting) {
        Map<UserId, Instant> joined = new HashMap<>();
        observation.meetings().getOrDefault(meeting, Map.of()).forEach((user, state) -> {
            Instant join = state.lastJoin();
            if (join != null) {
                joined.put(user, join);
            }
        });
        return joined;
    }

    private Optional<AuditedChanges> intend(
            StateStore store, Here here, CoHostChange.Action action, List<Change> changes) {
        Instant now = clock.instant();
        return AuditedChanges.intend(store, flow, now, () -> {
            if (action == CoHostChange.Action.PROMOTE) {
                return promotable(store, here, changes, now);
            }
            // before the request: a person who is listed again after a crash here was not demoted by hand
            store.promotions().forget(here.meeting(), RoleChange.users(changes));
            return changes;
        });
    }

    /**
     * Counts the attempts; returns those of people whom no other run is promoting, here or in another process, since the plan was
     * made.
     */
    private List<Change> promotable(StateStore store, Here here, List<Change> changes, Instant now) {
        List<Change> free = changes.stream()
                .filter(change -> begins(here.meeting(), change))
                .toList();
        if (free.isEmpty()) {
            return free;
        }
        Map<UserId, History> counted = RoleChange.remember(store, here.meeting(), free, here.joined(), now);
        Map<UserId, History> before = planned.histories().getOrDefault(here.meeting(), Map.of());
        List<Change> won = new ArrayList<>();
        List<Change> lost = new ArrayList<>();
        for (Change change : free) {
            UserId user = change.user();
            boolean first = user != null && isNext(counted.get(user), before.get(user));
            (first ? won : lost).add(change);
        }
        if (!lost.isEmpty()) {
            store.promotions().notTried(here.meeting(), RoleChange.users(lost));
            lost.forEach(change -> end(here.meeting(), change));
        }
        return won;
    }

    private boolean begins(MeetingId meeting, Change change) {
        if (change.user() == null) {
            return false;
        }
        ChangesUnderWay.Person person = new ChangesUnderWay.Person(meeting, change.user());
        return !planned.underWay().contains(person) && underWay.begin(person, this);
    }

    private static boolean isNext(@Nullable History counted, @Nullable History before) {
        int tries = before == null ? 0 : before.tries();
        return counted != null && counted.tries() == tries + 1 && !counted.seen();
    }
}
