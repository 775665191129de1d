package io.rollcall.task;

import io.rollcall.report.RunResult;

/** One run of a flow, which knows its result once nothing is outstanding. */
public interface FlowTask extends Task {

    /** What the run did; meaningful once nothing is outstanding, or after {@link #abort}. */
    RunResult result();
}
