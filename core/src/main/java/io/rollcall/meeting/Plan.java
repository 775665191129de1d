package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.Unchanged;
import io.rollcall.vendor.Fault;
import java.util.List;

/**
 * What a run wishes to change, and whom it leaves alone, each with a reason; in the order of reports.
 *
 * @param changes all with the status {@link Change.Status#PLANNED}
 */
public record Plan(List<Change> changes, List<Unchanged> unchanged) {

    /** Before anything was seen. */
    public static final Plan NONE = new Plan(List.of(), List.of());

    public Plan {
        changes = List.copyOf(changes);
        unchanged = List.copyOf(unchanged);
    }

    /** Whether a run may make so many changes. */
    public boolean exceeds(int maxChanges) {
        return changes.size() > maxChanges;
    }

    /** What to say where the plan is larger than the flow allows. */
    public Problem tooLarge(String flow, int maxChanges) {
        return new Problem(
                ProblemSubjects.flow(flow),
                Fault.Kind.BAD_REQUEST,
                null,
                null,
                "The run would make " + changes.size() + " changes and max-changes allows " + maxChanges
                        + ", so nothing was changed. Check the flow's list; if it is right, raise rollcall.flow." + flow
                        + ".max-changes.");
    }
}
