package io.rollcall.camel.flow;

import io.rollcall.config.FlowConfig;
import io.rollcall.flow.FlowRun;
import io.rollcall.flow.Mode;

/** Makes runs of flows. Thread-safe. */
public interface FlowRuns {

    /** A run, ready to be conducted, and where its output goes. */
    record Prepared(FlowRun run, Output output) {}

    Prepared prepare(FlowConfig flow, Mode mode);
}
