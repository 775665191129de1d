package io.rollcall.meeting;

import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes in one meeting with one request, unless they are paused before it is sent. If the vendor refuses the batch because of a person in it, {@link
 * BatchSplit} finds that person. If the outcome is unknown, the meeting's participants are read to verify it, and the
 * change is not requested again in this run. Requests for one meeting are sent one after the other, so that the report
 * does not depend on the order of responses. Not thread-safe.
 */
public final class MeetingChange<I> {
    private final MeetingId meeting;
    private final ChangeType<I> type;
    private final OngoingMeetings meetings;
    private final ChangeProgress progress;
    private final Set<Change> unsettled = new LinkedHashSet<>();
    private @Nullable Instant asked;

    public MeetingChange(MeetingId meeting, ChangeType<I> type, OngoingMeetings meetings, ChangeProgress progress) {
        this.meeting = meeting;
        this.type = type;
        this.meetings = meetings;
        this.progress = progress;
    }

    /** Requests changes that the audit contains as intended; calls {@code then} when all of them are settled. */
    public void make(Commands commands, List<Change> changes, Runnable then) {
        unsettled.addAll(changes);
        progress.started(this);
        request(commands, changes, outcome -> {
            if (outcome instanceof Outcome.Failed<Accepted> failed) {
                failed(commands, changes, failed.fault(), then);
            } else {
                String requestId = ((Outcome.Done<Accepted>) outcome).requestId();
                settle(commands, changes, ChangeResult.accepted(requestId), then);
            }
        });
    }

    /** Sends one request for changes. */
    void request(Commands commands, List<Change> changes, Consumer<Outcome<Accepted>> then) {
        mark(changes, Change.Status.UNKNOWN);
        asked = commands.now();
        commands.change(type.operation(), type.input(changes), type::isPaused, then);
    }

    void mark(List<Change> changes, Change.Status status) {
        progress.mark(changes, status);
    }

    /** The subject of problems with the whole meeting. */
    String subject() {
        return ProblemSubjects.meeting(meeting);
    }

    private void failed(Commands commands, List<Change> changes, Fault fault, Runnable then) {
        if (!fault.certainlyNotDone()) {
            verify(commands, changes, subject(), fault, then);
        } else if (mayBeAboutOne(fault) && changes.size() > 1) {
            mark(changes, Change.Status.FAILED);
            new BatchSplit(this, commands, fault, then).split(changes);
        } else {
            String whom = mayBeAboutOne(fault) ? ProblemSubjects.of(changes.get(0)) : subject();
            notDone(commands, changes, whom, fault, then);
        }
    }

    /** Settles changes that were certainly not made. A pause is no problem. */
    void notDone(Commands commands, List<Change> changes, String subject, Fault fault, Runnable then) {
        if (!(fault instanceof Fault.Paused)) {
            report(commands, Problem.of(subject, fault));
        }
        settle(commands, changes, ChangeResult.notDone(fault), then);
    }

    // the response is about the whole batch and does not name the person (docs/vendors/dingtalk.md §4.3, page 002)
    static boolean mayBeAboutOne(Fault fault) {
        if (fault instanceof Fault.NotFound missing) {
            return missing.subject() == Fault.NotFound.Subject.USER
                    || missing.subject() == Fault.NotFound.Subject.OTHER;
        }
        return fault.kind() == Fault.Kind.BAD_REQUEST;
    }

    /** Reads the meeting to find out which changes were made, and settles all of them. */
    void verify(Commands commands, List<Change> changes, String subject, Fault fault, Runnable then) {
        if (changes.stream().noneMatch(type::canVerify)) {
            settleVerified(commands, changes, Map.of(), subject, fault, then);
            return;
        }
        // a failure of this read is no further problem: the changes stay unknown
        PagedList.membersToVerify(commands, meetings, meeting, reading -> {
            ObservationCollector collector = new ObservationCollector();
            collector.addIdentified(meeting, reading.fault() == null ? reading.items() : List.of());
            Map<UserId, ParticipantState> seen = collector.participants().getOrDefault(meeting, Map.of());
            settleVerified(commands, changes, seen, subject, fault, then);
        });
    }

    private void settleVerified(
            Commands commands,
            List<Change> changes,
            Map<UserId, ParticipantState> seen,
            String subject,
            Fault fault,
            Runnable then) {
        List<Change> verified =
                changes.stream().filter(change -> isVerified(change, seen)).toList();
        List<Change> unknown =
                changes.stream().filter(change -> !verified.contains(change)).toList();
        if (!unknown.isEmpty()) {
            report(commands, Problem.of(subject, fault));
        }
        settle(
                commands,
                verified,
                ChangeResult.of(ChangeResult.End.VERIFIED, fault),
                () -> settle(commands, unknown, ChangeResult.of(ChangeResult.End.UNKNOWN, fault), then));
    }

    private boolean isVerified(Change change, Map<UserId, ParticipantState> seen) {
        UserId user = change.user();
        return type.canVerify(change) && type.isVerified(change, user == null ? null : seen.get(user));
    }

    /** Saves the result of changes, then publishes them. */
    void settle(Commands commands, List<Change> changes, ChangeResult result, Runnable then) {
        if (changes.isEmpty()) {
            then.run();
            return;
        }
        mark(changes, result.end().status());
        commands.query(
                store -> store.atomically(() -> {
                    type.save(store, changes, result);
                    return changes.size();
                }),
                saved -> {
                    changes.forEach(unsettled::remove);
                    // after the audit, in which a listener can find the change
                    changes.forEach(change -> commands.publish(
                            new FlowEvent.Changed(change.withStatus(result.end().status()))));
                    publishRoles(commands, changes, result);
                    then.run();
                });
    }

    private void publishRoles(Commands commands, List<Change> changes, ChangeResult result) {
        Instant from = asked;
        if (from == null || result.end().status() != Change.Status.DONE) {
            return;
        }
        ReadTime time = new ReadTime(from, commands.now());
        for (Change change : changes) {
            CoHostChange.Action action = change.action().role();
            UserId user = change.user();
            if (action != null && user != null) {
                commands.publish(type.operation(), new MeetingUpdate.RoleChanged(meeting, user, action, time));
            }
        }
    }

    /** After an abort: saves the results of changes that are not settled, without publishing them. */
    void settleRest(Commands commands) {
        settleRest(commands, ChangeResult.End.UNKNOWN);
        settleRest(commands, ChangeResult.End.REFUSED);
        settleRest(commands, ChangeResult.End.PAUSED);
        settleRest(commands, ChangeResult.End.ACCEPTED);
    }

    private void settleRest(Commands commands, ChangeResult.End end) {
        List<Change> rest = unsettled.stream()
                .filter(change -> progress.status(change) == end.status())
                .toList();
        if (!rest.isEmpty()) {
            commands.query(
                    store -> {
                        type.save(store, rest, new ChangeResult(end, null, null));
                        return rest.size();
                    },
                    saved -> rest.forEach(unsettled::remove));
        }
    }

    void report(Commands commands, Problem problem) {
        progress.problem(meeting, problem);
        commands.publish(new FlowEvent.Troubled(problem));
    }
}
