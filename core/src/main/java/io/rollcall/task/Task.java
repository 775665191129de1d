package io.rollcall.task;

import io.rollcall.report.Problem;

/**
 * Something that is conducted without I/O: it puts work on an agenda and is told each outcome through the work's own
 * continuation, until nothing is outstanding. Not thread-safe: all its methods and continuations are called one after
 * the other, by one conductor.
 */
public interface Task {

    /** Adds the first commands. Called once. */
    void begin(Commands commands);

    /**
     * It cannot go on, because the store or the output is lost or the program is being stopped. No continuation is
     * called any more; changes that were asked for and not answered are unknown, the others failed.
     */
    void abort(Problem problem);

    /**
     * After {@link #abort}: puts on the agenda what the store must still remember of changes that were asked for and not
     * answered. Nothing else is carried out any more.
     */
    default void settle(Commands commands) {}
}
