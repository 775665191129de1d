package io.rollcall.task;

import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.report.FlowEvent;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One request of a {@link Task} to its executor, with a continuation that receives the result. Immutable; continuations
 * are called on the thread that executes the task.
 */
public sealed interface Command {

    /**
     * A call to a vendor.
     *
     * @param paused whether the call must not be sent now, because changes are paused; asked before each request, on any
     *     thread
     */
    record Call<I, O>(
            Operation<I, O> operation,
            I input,
            Purpose purpose,
            Predicate<StateStore> paused,
            Consumer<Outcome<O>> then)
            implements Command {}

    /** Gets an access token for an account; the continuation receives the fault, if there was one. */
    record FetchToken(String account, Consumer<Optional<Fault>> then) implements Command {}

    /** Reads or writes the store in one function. */
    record StoreQuery<T>(Function<StateStore, T> query, Consumer<T> then) implements Command {}

    /** Publishes an event to the listeners. */
    record PublishEvent(FlowEvent event) implements Command {}

    /**
     * Shows listeners what a read or a change showed of running meetings.
     *
     * @param operation that was called; it belongs to one application
     */
    record PublishUpdate(Operation<?, ?> operation, MeetingUpdate update) implements Command {}

    /** Writes output of a flow. Each flow type declares its own commands. */
    non-sealed interface WriteOutput extends Command {}
}
