package io.rollcall.roster.tracking;

import io.rollcall.report.FlowEvent;
import io.rollcall.state.StateStore;
import io.rollcall.task.Command;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a run has done for it: its commands. Continuations are called on the run's thread. */
public interface RunEffects {

    /** Calls a vendor. */
    <I, O> void call(Operation<I, O> operation, I input, Consumer<Outcome<O>> then);

    /** Reads or writes the store. */
    <T> void query(Function<StateStore, T> query, Consumer<T> then);

    /** Writes output. */
    void write(Command.WriteOutput output);

    /** Publishes an event. */
    void publish(FlowEvent event);
}
