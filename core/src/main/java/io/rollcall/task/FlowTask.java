package io.rollcall.task;

import io.rollcall.report.RunResult;

/** A task that is one run of a flow. Not thread-safe. */
public interface FlowTask extends Task {

    /** The result of the run. Valid after the last command has completed, or after {@link #abort}. */
    RunResult result();
}
