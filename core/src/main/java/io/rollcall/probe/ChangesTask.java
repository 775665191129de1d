package io.rollcall.probe;

import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.AuditRepository.Result;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records the operations that change a meeting, in a meeting that a person confirmed: makes one participant co-host, does it once
 * more, and removes the role again. Invitations are left out: a call to a person cannot be undone. Each change is in the audit,
 * under the flow {@value #FLOW}. Not thread-safe.
 */
public final class ChangesTask implements Task {
    /** The name in the audit. */
    public static final String FLOW = "probe";

    /** The most metered calls: three changes, and three lists of members. */
    public static final int METERED_CALLS = 6;

    private final OngoingMeetings meetings;
    private final CoHosts coHosts;
    private final ConfirmedMeeting confirmed;
    private final Recorder recorder;
    private final Facts facts;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Commands commands;
    private boolean mayBeCoHost;

    public ChangesTask(
            OngoingMeetings meetings, CoHosts coHosts, ConfirmedMeeting confirmed, Recorder recorder, Facts facts) {
        this.meetings = meetings;
        this.coHosts = coHosts;
        this.confirmed = confirmed;
        this.recorder = recorder;
        this.facts = facts;
    }

    /** What was done, for the user; names no person. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Whether a participant may still be co-host although the role was to be removed again. */
    public boolean isUndone() {
        return !mayBeCoHost;
    }

    @Override
    public void begin(Commands first) {
        commands = first;
        members(rows -> {
            Optional<UserId> candidate = rows.stream()
                    .filter(row -> row.attendance().state() == Attendance.State.ACTIVE)
                    .filter(row -> !row.host() && !row.coHost() && !row.external() && !row.phone())
                    .flatMap(row -> Optional.ofNullable(row.user()).stream())
                    .findFirst();
            if (candidate.isEmpty()) {
                notes.add(
                        "Nothing was changed: the meeting has no active participant of the organization who is neither host"
                                + " nor co-host.");
            } else {
                promote(candidate.get());
            }
        });
    }

    private void promote(UserId user) {
        change(CoHostChange.Action.PROMOTE, user, first -> {
            if (isCertainlyNotDone(first)) {
                notes.add("The first change was refused, so no other was tried.");
                return;
            }
            mayBeCoHost = true;
            change(
                    CoHostChange.Action.PROMOTE,
                    user,
                    second -> members(rows -> {
                        facts.add(
                                Assumptions.TWICE,
                                "The second request was answered with " + words(second) + "; afterwards the person was "
                                        + (isCoHost(rows, user) ? "still co-host." : "no co-host."));
                        remove(user);
                    }));
        });
    }

    private void remove(UserId user) {
        change(CoHostChange.Action.REMOVE, user, removed -> {
            if (removed instanceof Outcome.Done<Accepted>) {
                mayBeCoHost = false;
                notes.add("One participant was made co-host, and the role was removed again.");
            } else {
                notes.add("The role could not be removed again: remove it by hand in the meeting.");
            }
            members(rows -> {
                if (isCoHost(rows, user)) {
                    notes.add("The list of members still shows the co-host; it may be late.");
                }
            });
        });
    }

    private static boolean isCertainlyNotDone(Outcome<Accepted> outcome) {
        return outcome instanceof Outcome.Failed<Accepted> failed
                && failed.fault().certainlyNotDone();
    }

    private static boolean isCoHost(List<Participant> rows, UserId user) {
        return rows.stream().anyMatch(row -> user.equals(row.user()) && row.coHost());
    }

    private static String words(Outcome<Accepted> outcome) {
        return outcome instanceof Outcome.Failed<Accepted> failed
                ? failed.fault().kind().word()
                : "success";
    }

    /** Continues with no rows where none could be read, so that a change is always undone. */
    private void members(Consumer<List<Participant>> then) {
        started()
                .call(
                        recorder.reading(
                                meetings.members(),
                                page -> new MeetingPage(recorder.anonymizer().meeting(page.meeting()), page.cursor())),
                        new MeetingPage(confirmed.meeting(), Cursor.FIRST),
                        outcome -> then.accept(
                                outcome instanceof Outcome.Done<Page<Participant>> done
                                        ? done.value().items()
                                        : List.of()));
    }

    private void change(CoHostChange.Action action, UserId user, Consumer<Outcome<Accepted>> then) {
        String word = action == CoHostChange.Action.PROMOTE ? "promote" : "remove";
        MeetingId meeting = confirmed.meeting();
        Intention intention =
                new Intention(started().now(), FLOW, word, meeting.value(), user.value(), null, "recording");
        started().query(store -> store.audit().intend(List.of(intention)), ids -> started()
                .change(
                        recorder.changing(confirmed, coHosts.setCoHosts(), this::anonymous),
                        new CoHostChange(meeting, action, List.of(user)),
                        store -> action == CoHostChange.Action.PROMOTE
                                && store.pauses().of(FLOW, intention.at()).isPresent(),
                        outcome -> settle(ids, outcome, then)));
    }

    private void settle(List<Long> ids, Outcome<Accepted> outcome, Consumer<Outcome<Accepted>> then) {
        started()
                .query(
                        store -> {
                            Fault fault = outcome instanceof Outcome.Failed<Accepted> failed ? failed.fault() : null;
                            Result result = fault == null
                                    ? Result.DONE
                                    : fault instanceof Fault.Paused
                                            ? Result.PAUSED
                                            : fault.certainlyNotDone() ? Result.FAILED : Result.UNKNOWN;
                            store.audit()
                                    .settle(
                                            ids,
                                            result,
                                            fault == null
                                                    ? null
                                                    : fault.origin().code(),
                                            fault == null
                                                    ? ((Outcome.Done<Accepted>) outcome).requestId()
                                                    : fault.origin().requestId(),
                                            started().now());
                            return result;
                        },
                        result -> then.accept(outcome));
    }

    private CoHostChange anonymous(CoHostChange change) {
        return new CoHostChange(
                recorder.anonymizer().meeting(change.meeting()),
                change.action(),
                change.users().stream().map(recorder.anonymizer()::user).toList());
    }

    @Override
    public void abort(Problem problem) {
        commands = null;
        notes.add("The recording of changes ended early: " + problem.message()
                + (mayBeCoHost ? " One participant may still be co-host: remove the role by hand." : ""));
    }

    private Commands started() {
        if (commands == null) {
            throw new IllegalStateException("the recording has not begun, or was aborted");
        }
        return commands;
    }
}
