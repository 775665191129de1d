package io.rollcall.flow.internal;

import io.rollcall.call.Fault;
import io.rollcall.call.Operation;
import io.rollcall.call.Outcome;
import io.rollcall.call.Purpose;
import io.rollcall.memory.Memory;
import io.rollcall.report.FlowEvent;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One piece of work for the hands, with what is to be done with its outcome. */
public sealed interface Work {

    /** A call to a vendor. */
    record Ask<I, O>(Operation<I, O> operation, I input, Purpose purpose, Consumer<Outcome<O>> then) implements Work {}

    /** A token for later calls to a vendor, or why there is none. */
    record GetToken(String account, Consumer<Optional<Fault>> then) implements Work {}

    /** A question to the store, or something for it to remember. */
    record Consult<T>(Function<Memory, T> question, Consumer<T> then) implements Work {}

    /** Something to tell whoever listens, now that it is certain. */
    record Announce(FlowEvent event) implements Work {}

    /** Output of a flow; what kinds there are is the flow's own affair. */
    non-sealed interface Write extends Work {}
}
