package io.rollcall.meeting;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Asks a vendor to make changes in one meeting, all in one call. A batch that the vendor refuses because of somebody in
 * it is asked again in halves; where nobody knows whether the vendor acted, the meeting is looked at once more, and the
 * change is never asked for again in this run. Everything inside one meeting happens one after the other, so that the
 * report does not depend on which answer comes first. Not thread-safe.
 */
public final class MeetingChange<I> {
    private final MeetingId meeting;
    private final ChangeType<I> kind;
    private final OngoingMeetings meetings;
    private final ChangeProgress ledger;
    private final Set<Change> unsettled = new LinkedHashSet<>();

    public MeetingChange(MeetingId meeting, ChangeType<I> kind, OngoingMeetings meetings, ChangeProgress ledger) {
        this.meeting = meeting;
        this.kind = kind;
        this.meetings = meetings;
        this.ledger = ledger;
    }

    /** Asks for changes whose intention is written down; {@code then} is called when all of them are settled. */
    public void make(Commands commands, List<Change> changes, Runnable then) {
        unsettled.addAll(changes);
        ledger.begun(this);
        ask(commands, changes, ProblemSubjects.meeting(meeting), then);
    }

    private void ask(Commands commands, List<Change> changes, String subject, Runnable then) {
        ledger.mark(changes, Change.Status.UNKNOWN);
        commands.call(kind.operation(), kind.question(changes), outcome -> {
            if (outcome instanceof Outcome.Failed<Accepted> failed) {
                failed(commands, changes, subject, failed.fault(), then);
            } else {
                String requestId = ((Outcome.Done<Accepted>) outcome).requestId();
                settle(commands, changes, ChangeResult.accepted(requestId), then);
            }
        });
    }

    private void failed(Commands commands, List<Change> changes, String subject, Fault fault, Runnable then) {
        if (!fault.certainlyNotDone()) {
            lookAgain(commands, changes, subject, fault, then);
        } else if (mayBeAboutOne(fault) && changes.size() > 1) {
            ledger.mark(changes, Change.Status.FAILED);
            new Halves(commands, fault, then).split(changes);
        } else {
            String whom = mayBeAboutOne(fault) ? ProblemSubjects.of(changes.get(0)) : subject;
            trouble(commands, Problem.of(whom, fault));
            settle(commands, changes, ChangeResult.of(ChangeResult.End.REFUSED, fault), then);
        }
    }

    // the vendor answers for the batch as a whole and does not say who is at fault (docs/vendors/dingtalk.md §4.3, page
    // 002)
    private static boolean mayBeAboutOne(Fault fault) {
        if (fault instanceof Fault.NotFound missing) {
            return missing.subject() == Fault.NotFound.Subject.USER
                    || missing.subject() == Fault.NotFound.Subject.OTHER;
        }
        return fault.kind() == Fault.Kind.BAD_REQUEST;
    }

    private void lookAgain(Commands commands, List<Change> changes, String subject, Fault fault, Runnable then) {
        if (changes.stream().noneMatch(kind::canShow)) {
            split(commands, changes, Map.of(), subject, fault, then);
            return;
        }
        // a second look that fails is no problem of its own: the changes simply stay unknown
        PagedList.membersAgain(commands, meetings, meeting, reading -> {
            ObservationCollector sightings = new ObservationCollector();
            sightings.addIdentified(meeting, reading.fault() == null ? reading.items() : List.of());
            Map<UserId, ParticipantState> seen = sightings.presences().getOrDefault(meeting, Map.of());
            split(commands, changes, seen, subject, fault, then);
        });
    }

    private void split(
            Commands commands,
            List<Change> changes,
            Map<UserId, ParticipantState> seen,
            String subject,
            Fault fault,
            Runnable then) {
        List<Change> shown =
                changes.stream().filter(change -> shows(change, seen)).toList();
        List<Change> unknown =
                changes.stream().filter(change -> !shown.contains(change)).toList();
        if (!unknown.isEmpty()) {
            trouble(commands, Problem.of(subject, fault));
        }
        settle(
                commands,
                shown,
                ChangeResult.of(ChangeResult.End.SHOWN, fault),
                () -> settle(commands, unknown, ChangeResult.of(ChangeResult.End.UNKNOWN, fault), then));
    }

    private boolean shows(Change change, Map<UserId, ParticipantState> seen) {
        UserId user = change.user();
        return kind.canShow(change) && kind.shows(change, user == null ? null : seen.get(user));
    }

    private void settle(Commands commands, List<Change> changes, ChangeResult settlement, Runnable then) {
        if (changes.isEmpty()) {
            then.run();
            return;
        }
        ledger.mark(changes, settlement.end().status());
        commands.query(
                store -> store.atomically(() -> {
                    kind.remember(store, changes, settlement);
                    return changes.size();
                }),
                remembered -> {
                    changes.forEach(unsettled::remove);
                    // told only now: whoever hears of a change may look it up in the audit
                    changes.forEach(change -> commands.publish(new FlowEvent.Changed(
                            change.withStatus(settlement.end().status()))));
                    then.run();
                });
    }

    /** Settles, in the store alone, what was not settled when the run was broken off. */
    void settleRest(Commands commands) {
        settleRest(commands, ChangeResult.End.UNKNOWN);
        settleRest(commands, ChangeResult.End.REFUSED);
        settleRest(commands, ChangeResult.End.ACCEPTED);
    }

    private void settleRest(Commands commands, ChangeResult.End end) {
        List<Change> rest = unsettled.stream()
                .filter(change -> ledger.status(change) == end.status())
                .toList();
        if (!rest.isEmpty()) {
            commands.query(
                    store -> {
                        kind.remember(store, rest, new ChangeResult(end, null, null));
                        return rest.size();
                    },
                    remembered -> rest.forEach(unsettled::remove));
        }
    }

    private void trouble(Commands commands, Problem problem) {
        ledger.problem(meeting, problem);
        commands.publish(new FlowEvent.Troubled(problem));
    }

    /**
     * A batch that was refused, asked again in halves until those are found whom the refusal is about: one among many
     * costs a number of requests that grows with the logarithm. Where the first singles are all refused alike and
     * nothing was accepted, the refusal is about none of them: then each half that is left is asked once more as a
     * whole, and if all are refused alike too, the batch is refused for one reason and reported once.
     */
    private final class Halves {
        private static final int SINGLES = 5;

        private final Commands commands;
        private final Fault refusal;
        private final Runnable then;
        private final Deque<Part> parts = new ArrayDeque<>();
        /** Problems of single changes, as long as they may be one problem of the batch. */
        private final List<Problem> singles = new ArrayList<>();
        /** Parts that were refused once more as a whole. */
        private final List<Change> refusedAgain = new ArrayList<>();

        private boolean oneReason = true;

        Halves(Commands commands, Fault refusal, Runnable then) {
            this.commands = commands;
            this.refusal = refusal;
            this.then = then;
        }

        /**
         * A part to ask for.
         *
         * @param first whether its other half comes next
         * @param refused whether it is certain to be refused: its whole was, and its other half was accepted
         */
        private record Part(List<Change> changes, boolean first, boolean refused) {}

        void split(List<Change> changes) {
            int half = changes.size() / 2;
            parts.push(new Part(changes.subList(half, changes.size()), false, false));
            parts.push(new Part(changes.subList(0, half), true, false));
            next();
        }

        private void next() {
            Part part = parts.poll();
            if (part == null) {
                end();
            } else if (part.refused() && part.changes().size() > 1) {
                split(part.changes());
            } else {
                ledger.mark(part.changes(), Change.Status.UNKNOWN);
                commands.call(kind.operation(), kind.question(part.changes()), outcome -> answered(part, outcome));
            }
        }

        private void answered(Part part, Outcome<Accepted> outcome) {
            List<Change> changes = part.changes();
            if (outcome instanceof Outcome.Done<Accepted> done) {
                severalReasons();
                Part other = part.first() ? parts.poll() : null;
                if (other != null) {
                    parts.push(new Part(other.changes(), false, true));
                }
                settle(commands, changes, ChangeResult.accepted(done.requestId()), this::next);
                return;
            }
            Fault fault = ((Outcome.Failed<Accepted>) outcome).fault();
            if (!fault.certainlyNotDone()) {
                severalReasons();
                String subject =
                        changes.size() == 1 ? ProblemSubjects.of(changes.get(0)) : ProblemSubjects.meeting(meeting);
                lookAgain(commands, changes, subject, fault, this::next);
            } else if (!mayBeAboutOne(fault)) {
                refuseTheRest(changes, fault);
            } else {
                refused(changes, fault);
            }
        }

        private void refused(List<Change> changes, Fault fault) {
            if (!isAlike(fault)) {
                severalReasons();
            }
            if (oneReason && singles.size() == SINGLES) {
                refusedAgain.addAll(changes);
                ledger.mark(changes, Change.Status.FAILED);
                next();
            } else if (changes.size() > 1) {
                ledger.mark(changes, Change.Status.FAILED);
                split(changes);
            } else {
                Problem problem = Problem.of(ProblemSubjects.of(changes.get(0)), fault);
                if (oneReason) {
                    singles.add(problem);
                } else {
                    trouble(commands, problem);
                }
                settle(commands, changes, ChangeResult.of(ChangeResult.End.REFUSED, fault), this::next);
            }
        }

        private boolean isAlike(Fault fault) {
            return fault.kind() == refusal.kind()
                    && Objects.equals(fault.origin().code(), refusal.origin().code());
        }

        /** The refusal is about some of the people: problems that were held back are reported, and a batch that was given up is split. */
        private void severalReasons() {
            oneReason = false;
            singles.forEach(problem -> trouble(commands, problem));
            singles.clear();
            if (!refusedAgain.isEmpty()) {
                parts.addLast(new Part(List.copyOf(refusedAgain), false, refusedAgain.size() > 1));
                refusedAgain.clear();
            }
        }

        /** The vendor refuses for a reason that is not about people: it would refuse the rest as well. */
        private void refuseTheRest(List<Change> changes, Fault fault) {
            severalReasons();
            List<Change> rest = new ArrayList<>(changes);
            parts.forEach(part -> rest.addAll(part.changes()));
            parts.clear();
            trouble(commands, Problem.of(ProblemSubjects.meeting(meeting), fault));
            settle(commands, rest, ChangeResult.of(ChangeResult.End.REFUSED, fault), then);
        }

        private void end() {
            if (singles.size() == SINGLES) {
                trouble(commands, Problem.of(ProblemSubjects.meeting(meeting), refusal));
            } else {
                singles.forEach(problem -> trouble(commands, problem));
            }
            settle(commands, refusedAgain, ChangeResult.of(ChangeResult.End.REFUSED, refusal), then);
        }
    }
}
