package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Splits a batch that the vendor refused into halves, until the changes are found that the refusal is about. One among
 * many costs a number of requests that grows with the logarithm. If the first {@code SINGLES} single changes are refused
 * for the same reason and none was accepted, each remaining half is requested once more as a whole; if these are refused
 * for that reason too, the batch has one problem. Not thread-safe.
 */
final class BatchSplit {
    private static final int SINGLES = 5;

    private final MeetingChange<?> batch;
    private final Commands commands;
    private final Fault refusal;
    private final Runnable then;
    private final Deque<Part> parts = new ArrayDeque<>();
    /** Problems of single changes that may be one problem of the batch. */
    private final List<Problem> singles = new ArrayList<>();
    /** The changes of parts that were refused again as a whole. */
    private final List<Change> refusedAgain = new ArrayList<>();

    private boolean sameReason = true;

    BatchSplit(MeetingChange<?> batch, Commands commands, Fault refusal, Runnable then) {
        this.batch = batch;
        this.commands = commands;
        this.refusal = refusal;
        this.then = then;
    }

    /**
     * A part to request.
     *
     * @param first whether its other half comes next
     * @param refused whether the vendor certainly refuses it: it refused the whole and accepted the other half
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
            batch.request(commands, part.changes(), outcome -> receive(part, outcome));
        }
    }

    private void receive(Part part, Outcome<Accepted> outcome) {
        List<Change> changes = part.changes();
        if (outcome instanceof Outcome.Done<Accepted> done) {
            endSameReason();
            Part other = part.first() ? parts.poll() : null;
            if (other != null) {
                parts.push(new Part(other.changes(), false, true));
            }
            batch.settle(commands, changes, ChangeResult.accepted(done.requestId()), this::next);
            return;
        }
        Fault fault = ((Outcome.Failed<Accepted>) outcome).fault();
        if (!fault.certainlyNotDone()) {
            endSameReason();
            String subject = changes.size() == 1 ? ProblemSubjects.of(changes.get(0)) : batch.subject();
            batch.verify(commands, changes, subject, fault, this::next);
        } else if (!MeetingChange.mayBeAboutOne(fault)) {
            leaveTheRest(changes, fault);
        } else {
            refused(changes, fault);
        }
    }

    private void refused(List<Change> changes, Fault fault) {
        if (!isAlike(fault)) {
            endSameReason();
        }
        if (sameReason && singles.size() == SINGLES) {
            refusedAgain.addAll(changes);
            batch.mark(changes, Change.Status.FAILED);
            next();
        } else if (changes.size() > 1) {
            batch.mark(changes, Change.Status.FAILED);
            split(changes);
        } else {
            Problem problem = Problem.of(ProblemSubjects.of(changes.get(0)), fault);
            if (sameReason) {
                singles.add(problem);
            } else {
                batch.report(commands, problem);
            }
            batch.settle(commands, changes, ChangeResult.of(ChangeResult.End.REFUSED, fault), this::next);
        }
    }

    private boolean isAlike(Fault fault) {
        return fault.kind() == refusal.kind()
                && Objects.equals(fault.origin().code(), refusal.origin().code());
    }

    /** The refusal is not about the whole batch: reports the withheld problems and splits the parts that were refused again. */
    private void endSameReason() {
        sameReason = false;
        singles.forEach(problem -> batch.report(commands, problem));
        singles.clear();
        if (!refusedAgain.isEmpty()) {
            parts.addLast(new Part(List.copyOf(refusedAgain), false, refusedAgain.size() > 1));
            refusedAgain.clear();
        }
    }

    /** Settles the rest without a request, because the reason is not about a person and applies to the rest as well. */
    private void leaveTheRest(List<Change> changes, Fault fault) {
        endSameReason();
        List<Change> rest = new ArrayList<>(changes);
        parts.forEach(part -> rest.addAll(part.changes()));
        parts.clear();
        batch.notDone(commands, rest, batch.subject(), fault, then);
    }

    private void end() {
        if (singles.size() == SINGLES) {
            batch.report(commands, Problem.of(batch.subject(), refusal));
        } else {
            singles.forEach(problem -> batch.report(commands, problem));
        }
        batch.settle(commands, refusedAgain, ChangeResult.of(ChangeResult.End.REFUSED, refusal), then);
    }
}
