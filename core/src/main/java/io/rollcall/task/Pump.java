package io.rollcall.task;

import java.util.function.BooleanSupplier;

/**
 * Executes a run's commands while a step of the run waits. Used by one thread at a time, and never from within a
 * continuation of a command.
 */
@FunctionalInterface
public interface Pump {

    /**
     * Executes the commands so far, and then the continuations of completed calls with the commands that these add, until
     * the condition holds.
     *
     * @param condition is checked on this thread, after each completed call
     * @throws RuntimeException if the run has failed, expired or been stopped; each later call throws it too
     */
    void pumpUntil(BooleanSupplier condition);
}
