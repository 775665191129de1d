package io.rollcall.task;

import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.report.FlowEvent;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The queue of commands that a task wants executed next. Calls may be executed in parallel and complete in any order.
 * Store queries, events and output are executed one at a time, in the order in which they were added. Not thread-safe.
 */
public final class Commands {
    private final InstantSource clock;
    private List<Command> queue = new ArrayList<>();

    /** @param clock the time of day */
    public Commands(InstantSource clock) {
        this.clock = clock;
    }

    /** The time of day. */
    public Instant now() {
        return clock.instant();
    }

    /** Calls an operation of a vendor. */
    public <I, O> void call(Operation<I, O> operation, I input, Consumer<Outcome<O>> then) {
        call(operation, input, operation.purpose(), then);
    }

    /** Calls an operation for a purpose that is not its usual one. */
    public <I, O> void call(Operation<I, O> operation, I input, Purpose purpose, Consumer<Outcome<O>> then) {
        queue.add(new Command.Call<>(operation, input, purpose, store -> false, then));
    }

    /**
     * Calls an operation that makes changes.
     *
     * @param paused whether changes are paused, asked before each request: then the outcome is {@link
     *     io.rollcall.vendor.Fault.Paused}
     */
    public <I, O> void change(
            Operation<I, O> operation, I input, Predicate<StateStore> paused, Consumer<Outcome<O>> then) {
        queue.add(new Command.Call<>(operation, input, operation.purpose(), paused, then));
    }

    /**
     * Gets an access token for an account in advance. A call without a cached token gets one itself.
     *
     * @param then receives the fault; empty on success
     */
    public void fetchToken(String account, Consumer<Optional<Fault>> then) {
        queue.add(new Command.FetchToken(account, then));
    }

    /** Reads or writes the store; a write is committed before the continuation is called. */
    public <T> void query(Function<StateStore, T> query, Consumer<T> then) {
        queue.add(new Command.StoreQuery<>(query, then));
    }

    /**
     * Publishes an event that is certain to be part of the report. {@link EventPublisher#publishRest} publishes everything
     * else when the run ends.
     */
    public void publish(FlowEvent event) {
        queue.add(new Command.PublishEvent(event));
    }

    /**
     * Shows listeners what a call showed of running meetings. A plan shows nothing.
     *
     * @param operation that was called
     */
    public void publish(Operation<?, ?> operation, MeetingUpdate update) {
        queue.add(new Command.PublishUpdate(operation, update));
    }

    /** Writes output. */
    public void write(Command.WriteOutput output) {
        queue.add(output);
    }

    /** Removes and returns all commands, in order. */
    public List<Command> drain() {
        List<Command> drained = queue;
        queue = new ArrayList<>();
        return drained;
    }
}
