package io.rollcall.probe;

import io.rollcall.budget.BillingMonth;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records the operations that change a meeting, in a meeting that a person confirmed: makes one participant co-host, does it once
 * more, and removes the role again. Invitations are left out: a call to a person cannot be undone. Each change is in the audit,
 * under the flow {@value #FLOW}. Not thread-safe, except for {@link #stop}.
 */
public final class ChangesTask implements Task {
    /** The name in the audit. */
    public static final String FLOW = "probe";

    private static final int PAGES = 5;
    private static final int CHANGES = 3;
    private static final int READS = 3;
    /** The most metered calls of this task, repeats after faults included. */
    public static final int METERED_CALLS = PAGES + CHANGES + READS;
    /** The most metered calls of a {@link RoleRemoval}. */
    public static final int METERED_REMOVALS = 3;

    private final Application application;
    private final OngoingMeetings meetings;
    private final AuditedCall call;
    private final ConfirmedMeeting confirmed;
    private final Set<UserId> listed;
    private final Recorder recorder;
    private final Facts facts;
    private final List<String> notes = new ArrayList<>();
    private final List<Participant> rows = new ArrayList<>();
    private volatile boolean stopped;
    private @Nullable Commands commands;
    private @Nullable UserId mayBeCoHost;

    /**
     * @param application whose list named the meeting
     * @param listed people whom co-host flows list: their roles are the flows' affair
     */
    ChangesTask(
            Application application,
            OngoingMeetings meetings,
            AuditedCall call,
            ConfirmedMeeting confirmed,
            Set<UserId> listed,
            Recorder recorder,
            Facts facts) {
        this.application = application;
        this.meetings = meetings;
        this.call = call;
        this.confirmed = confirmed;
        this.listed = Set.copyOf(listed);
        this.recorder = recorder;
        this.facts = facts;
    }

    /** What was done, for the user; names no person. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** What removes the role that a participant may still have; empty if no one has it. */
    public Optional<RoleRemoval> undo() {
        return Optional.ofNullable(mayBeCoHost).map(user -> new RoleRemoval(call, user));
    }

    /** Gives no further role, and removes one that was given, without what else would come before. From any thread. */
    void stop() {
        stopped = true;
    }

    @Override
    public void begin(Commands first) {
        commands = first;
        int needed = METERED_CALLS + METERED_REMOVALS;
        first.query(this::callsLeft, left -> {
            if (left < needed) {
                notes.add("Nothing was changed: of the month's calls " + left
                        + " are left, and changing a role and removing it" + " again may take " + needed + ".");
            } else {
                members(Cursor.FIRST, 1);
            }
        });
    }

    private long callsLeft(StateStore store) {
        if (application.monthlyCalls() == 0) {
            return Long.MAX_VALUE;
        }
        BillingMonth month =
                BillingMonth.of(started().now(), application.provider().quotaZone());
        boolean refused =
                store.budget().exhaustion(application.id(), month.month()).isPresent();
        return refused ? 0 : application.monthlyCalls() - store.budget().used(application.id(), month.month());
    }

    private void members(Cursor cursor, int page) {
        started()
                .call(
                        recorder.reading(
                                meetings.members(),
                                asked -> new MeetingPage(
                                        recorder.anonymizer().meeting(asked.meeting()), anonymous(asked.cursor()))),
                        new MeetingPage(confirmed.meeting(), cursor),
                        outcome -> {
                            if (outcome instanceof Outcome.Done<Page<Participant>> done) {
                                rows.addAll(done.value().items());
                                goOn(done.value().next(), page);
                            } else {
                                notes.add("Nothing was changed: the meeting's members could not be read.");
                            }
                        });
    }

    private void goOn(@Nullable Cursor next, int page) {
        if (stopped) {
            notes.add("Nothing was changed: Rollcall was stopped.");
        } else if (next == null) {
            Optional<UserId> candidate = RoleCandidate.in(rows, listed);
            candidate.ifPresentOrElse(
                    this::check,
                    () -> notes.add(
                            "Nothing was changed: the meeting has no active participant of the organization who is neither host"
                                    + " nor co-host, and whom no co-host flow lists."));
        } else if (page < PAGES) {
            members(next, page + 1);
        } else {
            notes.add("Nothing was changed: the meeting has too many participants. Use a small test meeting.");
        }
    }

    private Cursor anonymous(Cursor cursor) {
        String value = cursor.value();
        return value == null ? cursor : new Cursor(recorder.anonymizer().id(value));
    }

    /** Reads the person once more: the list is as old as its pages are many. */
    private void check(UserId user) {
        person(user, now -> {
            if (stopped || now == null || now.isEmpty() || !RoleCandidate.isOne(now)) {
                notes.add("Nothing was changed: the participant's role changed meanwhile, or could not be read.");
            } else {
                promote(user);
            }
        });
    }

    private void promote(UserId user) {
        // before the request: a stop from here on must remove the role
        mayBeCoHost = user;
        call.make(started(), CoHostChange.Action.PROMOTE, user, first -> {
            if (first instanceof Outcome.Failed<Accepted> failed
                    && failed.fault().certainlyNotDone()) {
                mayBeCoHost = null;
                notes.add("The first change was refused, so no other was tried.");
            } else if (stopped) {
                remove(user);
            } else {
                call.make(started(), CoHostChange.Action.PROMOTE, user, second -> readAfter(user, second));
            }
        });
    }

    private void readAfter(UserId user, Outcome<Accepted> second) {
        if (stopped) {
            remove(user);
            return;
        }
        person(user, now -> {
            facts.twice(second, isCoHost(now));
            remove(user);
        });
    }

    private void remove(UserId user) {
        call.make(started(), CoHostChange.Action.REMOVE, user, removed -> {
            if (removed instanceof Outcome.Done<Accepted>) {
                mayBeCoHost = null;
                notes.add("One participant was made co-host, and the role was removed again.");
                if (!stopped) {
                    person(user, now -> {
                        if (Boolean.TRUE.equals(isCoHost(now))) {
                            notes.add("The meeting still shows the co-host; it may be late.");
                        }
                    });
                }
            }
        });
    }

    private static @Nullable Boolean isCoHost(@Nullable List<Participant> rowsOfUser) {
        return rowsOfUser == null || rowsOfUser.isEmpty()
                ? null
                : rowsOfUser.stream().anyMatch(Participant::coHost);
    }

    /** @param then receives the person's rows in the meeting; null where they could not be read */
    private void person(UserId user, Consumer<@Nullable List<Participant>> then) {
        started()
                .call(
                        recorder.reading(meetings.ongoingMeetings(), recorder.anonymizer()::user),
                        user,
                        Purpose.CHANGE,
                        outcome -> then.accept(
                                outcome instanceof Outcome.Done<List<Participant>> done
                                        ? done.value().stream()
                                                .filter(row -> row.meeting().equals(confirmed.meeting()))
                                                .toList()
                                        : null));
    }

    @Override
    public void abort(Problem problem) {
        commands = null;
        notes.add("The recording of changes ended early: " + problem.message());
    }

    @Override
    public void settle(Commands last) {
        call.settle(last);
    }

    private Commands started() {
        if (commands == null) {
            throw new IllegalStateException("the recording has not begun, or was aborted");
        }
        return commands;
    }
}
