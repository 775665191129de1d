package io.rollcall.flow.internal;

import io.rollcall.report.RunResult;

/** One run of a flow, which knows its result once nothing is outstanding. */
public interface FlowRun extends Errand {

    /** What the run did; meaningful once nothing is outstanding, or after {@link #abort}. */
    RunResult result();
}
