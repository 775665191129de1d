package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import java.util.List;

/**
 * The results of a plan's changes: the body that the step {@code apply} makes. Immutable and thread-safe.
 *
 * @param changes every change of the plan with its final status, in the plan's order
 * @param problems the problems of the changes, by meeting
 */
public record ChangeResults(List<Change> changes, List<Problem> problems) {
    public ChangeResults {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }
}
