package io.rollcall.camel.internal.flow;

import io.rollcall.camel.internal.file.Output;
import io.rollcall.config.FlowConfig;
import io.rollcall.flow.internal.FlowRun;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import java.util.List;

/** Makes runs of flows. Thread-safe. */
public interface FlowRuns {

    /**
     * A run, ready to be conducted.
     *
     * @param output where what it writes goes
     * @param problems what went wrong before it began, for its report
     */
    record Prepared(FlowRun run, Output output, List<Problem> problems) {
        public Prepared {
            problems = List.copyOf(problems);
        }
    }

    Prepared prepare(FlowConfig flow, Mode mode);
}
