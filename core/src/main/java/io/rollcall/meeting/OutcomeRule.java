package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Unchanged;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a run that changes meetings ended.
 *
 * <ul>
 *   <li>{@code complete}: no problem, and every change is done (or planned, where only a plan was wanted);
 *   <li>{@code failed}: nothing of use was done. Where changes were wished for: all of them failed, and nobody who was
 *       left alone already is as wished (so one person whom the vendor refuses at every look does not turn a run that
 *       keeps a hundred others in charge into a failure). Where no change was wished for: no look was answered;
 *   <li>{@code incomplete}: everything else. A change that may have happened is of use: it is not repeated blindly.
 * </ul>
 */
final class OutcomeRule {
    private static final Set<Unchanged.Reason> AS_WISHED = EnumSet.of(
            Unchanged.Reason.ALREADY_HOST,
            Unchanged.Reason.ALREADY_CO_HOST,
            Unchanged.Reason.IN_MEETING,
            Unchanged.Reason.ALREADY_INVITED);

    private static final Set<Change.Status> AS_INTENDED =
            EnumSet.of(Change.Status.DONE, Change.Status.PLANNED, Change.Status.SKIPPED);

    private OutcomeRule() {}

    /**
     * Judges a run that came to its end.
     *
     * @param somethingSeen whether at least one look was answered whole
     */
    public static RunOutcome of(
            List<Problem> problems, List<Change> changes, List<Unchanged> unchanged, boolean somethingSeen) {
        boolean settled = changes.stream().map(Change::status).allMatch(AS_INTENDED::contains);
        if (problems.isEmpty() && settled) {
            return RunOutcome.COMPLETE;
        }
        boolean ofUse = changes.stream().allMatch(OutcomeRule::isSkipped)
                ? somethingSeen
                : anyOfUse(changes) || unchanged.stream().anyMatch(one -> AS_WISHED.contains(one.reason()));
        return ofUse ? RunOutcome.INCOMPLETE : RunOutcome.FAILED;
    }

    /** Judges a run that was broken off: only what it did counts, not what it saw. */
    public static RunOutcome brokenOff(List<Change> changes) {
        return anyOfUse(changes) ? RunOutcome.INCOMPLETE : RunOutcome.FAILED;
    }

    private static boolean anyOfUse(List<Change> changes) {
        return changes.stream().anyMatch(change -> !isSkipped(change) && change.status() != Change.Status.FAILED);
    }

    private static boolean isSkipped(Change change) {
        return change.status() == Change.Status.SKIPPED;
    }
}
