package io.rollcall.task;

import io.rollcall.report.FlowEvent;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One piece of work for the hands, with what is to be done with its outcome. */
public sealed interface Command {

    /** A call to a vendor. */
    record Call<I, O>(Operation<I, O> operation, I input, Purpose purpose, Consumer<Outcome<O>> then)
            implements Command {}

    /** A token for later calls to a vendor, or why there is none. */
    record FetchToken(String account, Consumer<Optional<Fault>> then) implements Command {}

    /** A question to the store, or something for it to remember. */
    record StoreQuery<T>(Function<StateStore, T> question, Consumer<T> then) implements Command {}

    /** Something to tell whoever listens, now that it is certain. */
    record PublishEvent(FlowEvent event) implements Command {}

    /** Output of a flow; what kinds there are is the flow's own affair. */
    non-sealed interface WriteOutput extends Command {}
}
