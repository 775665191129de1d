package io.rollcall.flow;

import io.rollcall.report.Problem;
import io.rollcall.task.FlowTask;
import java.util.List;

/**
 * A run that has not begun.
 *
 * @param first the run's first step; its result is the run's
 * @param run the whole run, whose class offers the further steps
 * @param problems what went wrong while it was prepared, for its report
 */
public record PreparedRun(FlowTask first, FlowTask run, List<Problem> problems) {
    public PreparedRun {
        problems = List.copyOf(problems);
    }
}
