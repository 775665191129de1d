package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Unchanged;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Decides the outcome of a run that changes meetings. Stateless and thread-safe.
 *
 * <ul>
 *   <li>{@code complete}: no problem, and every change is done, skipped, paused, or planned in a plan or dry
 *       run;
 *   <li>{@code failed}: with changes that are neither skipped nor paused: none of them is of use, and no unchanged person is in the desired
 *       state already. So one person whom the vendor refuses in every run does not make a run fail that keeps a hundred
 *       others co-hosts. Without such changes: no read succeeded;
 *   <li>{@code incomplete}: everything else, including runs whose changes are all {@code unknown}.
 * </ul>
 */
final class OutcomeRule {
    private static final Set<Unchanged.Reason> AS_DESIRED = EnumSet.of(
            Unchanged.Reason.ALREADY_HOST,
            Unchanged.Reason.ALREADY_CO_HOST,
            Unchanged.Reason.IN_MEETING,
            Unchanged.Reason.ALREADY_INVITED);

    private static final Set<Change.Status> AS_INTENDED =
            EnumSet.of(Change.Status.DONE, Change.Status.PLANNED, Change.Status.SKIPPED, Change.Status.PAUSED);

    private OutcomeRule() {}

    /**
     * The outcome of a run that was not aborted.
     *
     * @param anyRead whether at least one read succeeded
     */
    public static RunOutcome of(
            List<Problem> problems, List<Change> changes, List<Unchanged> unchanged, boolean anyRead) {
        boolean asIntended = changes.stream().map(Change::status).allMatch(AS_INTENDED::contains);
        if (problems.isEmpty() && asIntended) {
            return RunOutcome.COMPLETE;
        }
        boolean useful = changes.stream().allMatch(OutcomeRule::isLeftOut)
                ? anyRead
                : anyUseful(changes) || unchanged.stream().anyMatch(one -> AS_DESIRED.contains(one.reason()));
        return useful ? RunOutcome.INCOMPLETE : RunOutcome.FAILED;
    }

    /** The outcome of an aborted run: changes count, reads do not. */
    public static RunOutcome ofAborted(List<Change> changes) {
        return anyUseful(changes) ? RunOutcome.INCOMPLETE : RunOutcome.FAILED;
    }

    private static boolean anyUseful(List<Change> changes) {
        return changes.stream().anyMatch(change -> !isLeftOut(change) && change.status() != Change.Status.FAILED);
    }

    private static boolean isLeftOut(Change change) {
        return change.status() == Change.Status.SKIPPED || change.status() == Change.Status.PAUSED;
    }
}
