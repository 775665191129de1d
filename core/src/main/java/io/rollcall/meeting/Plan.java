package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.Unchanged;
import io.rollcall.vendor.Fault;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a run is going to change, and whom it does not change and why: the body that the step {@code plan} makes and the
 * step {@code apply} takes. In the order of reports. Immutable and thread-safe.
 *
 * @param changes with the status {@link Change.Status#PLANNED}, or {@link Change.Status#SKIPPED} for those that a host's
 *     step removed; all with {@link Change.Status#PAUSED} if changes were paused when the plan was made
 * @param unchanged the listed people who need no change
 * @param isRefused whether there are more changes than {@code max-changes} allows, so that none is made
 */
public record Plan(List<Change> changes, List<Unchanged> unchanged, boolean isRefused) {

    /** A plan without content. */
    public static final Plan NONE = new Plan(List.of(), List.of());

    public Plan {
        changes = List.copyOf(changes);
        unchanged = List.copyOf(unchanged);
    }

    /** A plan that is within the flow's limits. */
    public Plan(List<Change> changes, List<Unchanged> unchanged) {
        this(changes, unchanged, false);
    }

    /** The same plan with some changes marked as skipped: {@code apply} does not make them, and the report shows them. */
    public Plan skip(Predicate<Change> dropped) {
        return new Plan(
                changes.stream()
                        .map(change -> dropped.test(change) ? change.withStatus(Change.Status.SKIPPED) : change)
                        .toList(),
                unchanged,
                isRefused);
    }

    /** The same plan during a pause: no change is made, and the report shows them. */
    Plan paused() {
        return new Plan(
                changes.stream()
                        .map(change -> change.withStatus(Change.Status.PAUSED))
                        .toList(),
                unchanged,
                isRefused);
    }

    /** Whether a change is left to make. */
    public boolean hasPlanned() {
        return changes.stream().anyMatch(change -> change.status() == Change.Status.PLANNED);
    }

    /** The same plan, of which no change is made. */
    Plan refused() {
        return new Plan(changes, unchanged, true);
    }

    /** Whether the plan has more changes than a run may make. */
    public boolean exceeds(int maxChanges) {
        return changes.size() > maxChanges;
    }

    /** The problem to report for a plan with too many changes. */
    Problem tooLarge(String flow, int maxChanges) {
        return new Problem(
                ProblemSubjects.flow(flow),
                Fault.Kind.BAD_REQUEST,
                null,
                null,
                "The run would make " + changes.size() + " changes and max-changes allows " + maxChanges
                        + ", so it made none. Check the flow's list; if it is right, raise rollcall.flow." + flow
                        + ".max-changes.");
    }
}
