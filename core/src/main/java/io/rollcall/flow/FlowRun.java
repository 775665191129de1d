package io.rollcall.flow;

import io.rollcall.report.Problem;
import io.rollcall.report.RunResult;

/**
 * One run of a flow, conducted without I/O: it puts work on an agenda, is told each outcome through the work's own
 * continuation, and knows its result once nothing is outstanding. Not thread-safe: all its methods and continuations
 * are called one after the other, by one conductor.
 */
public interface FlowRun {

    /** Puts the first work on the agenda. Called once. */
    void begin(Agenda agenda);

    /**
     * The run cannot go on, because the store or the output is lost or the program is being stopped. No continuation
     * is called any more; changes that were asked for and not answered are unknown, the others failed.
     */
    void abort(Problem problem);

    /** What the run did; meaningful once nothing is outstanding, or after {@link #abort}. */
    RunResult result();
}
