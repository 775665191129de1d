package io.rollcall.camel.internal.flow;

import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.config.FlowConfig;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.task.FlowTask;
import java.util.List;

/** Makes runs of flows. Thread-safe. */
public interface FlowTasks {

    /**
     * A run, ready to be conducted.
     *
     * @param output where what it writes goes
     * @param problems what went wrong before it began, for its report
     */
    record Prepared(FlowTask run, OutputWriter output, List<Problem> problems) {
        public Prepared {
            problems = List.copyOf(problems);
        }
    }

    Prepared prepare(FlowConfig flow, Mode mode);
}
