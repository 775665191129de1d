package io.rollcall.camel.internal.flow;

import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.report.Problem;
import io.rollcall.roster.RosterRun;
import io.rollcall.task.FlowTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes runs of flows. Thread-safe. */
public interface FlowTasks {

    /**
     * A run that was not started yet.
     *
     * @param first the run's first step; its result is the run's
     * @param meetings the further steps; null for a roster
     * @param roster the steps of a roster; null for other flows
     * @param output receives what the run writes
     * @param problems what went wrong before the run started, for its report
     */
    record Prepared(
            FlowTask first,
            @Nullable MeetingRun meetings,
            @Nullable RosterRun roster,
            OutputWriter output,
            List<Problem> problems) {
        public Prepared {
            problems = List.copyOf(problems);
        }
    }

    Prepared prepare(RunRequest request);
}
