package io.rollcall.task;

import io.rollcall.report.Problem;

/**
 * A state machine without I/O. It adds {@link Commands}; an executor executes them and passes each result to the
 * command's continuation, which may add more. The task ends when no command is outstanding. Not thread-safe: the executor
 * calls all methods and continuations one at a time.
 */
public interface Task {

    /** Adds the first commands. Called once. */
    void begin(Commands commands);

    /**
     * Ends the task early, for example because the store or the output failed or the program stops. After this call the
     * executor calls no continuation. Changes whose request was sent without a response are {@code unknown}; changes that
     * were not sent are {@code failed}.
     */
    void abort(Problem problem);

    /**
     * Called after {@link #abort}: adds the store queries that save the results of changes. The executor executes these
     * and no other commands.
     */
    default void settle(Commands commands) {}
}
