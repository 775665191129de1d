package io.rollcall.task;

import io.rollcall.report.FlowEvent;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The work that a run wants done next. Calls may be carried out in any order and side by side; consultations,
 * writing and announcements are carried out one after the other, in the order in which they were put here. Not thread-safe.
 */
public final class Commands {
    private List<Command> work = new ArrayList<>();

    /** Asks a vendor. */
    public <I, O> void call(Operation<I, O> operation, I input, Consumer<Outcome<O>> then) {
        call(operation, input, Purpose.of(operation), then);
    }

    /** Asks a vendor for a purpose that is not the operation's usual one. */
    public <I, O> void call(Operation<I, O> operation, I input, Purpose purpose, Consumer<Outcome<O>> then) {
        work.add(new Command.Call<>(operation, input, purpose, then));
    }

    /**
     * Makes sure that there is a token for an account before it is used; calls get one by themselves.
     *
     * @param then told why there is none; empty where there is one
     */
    public void fetchToken(String account, Consumer<Optional<Fault>> then) {
        work.add(new Command.FetchToken(account, then));
    }

    /** Asks or tells the store, committed before the continuation is called. */
    public <T> void query(Function<StateStore, T> question, Consumer<T> then) {
        work.add(new Command.StoreQuery<>(question, then));
    }

    /**
     * Tells whoever listens. What a run does not tell is told when its report is made, see {@link EventPublisher}; so an
     * event is put here only once it can be nothing but part of the report.
     */
    public void publish(FlowEvent event) {
        work.add(new Command.PublishEvent(event));
    }

    /** Hands over output. */
    public void write(Command.WriteOutput output) {
        work.add(output);
    }

    /** Takes everything that is on the agenda off it, in order. */
    public List<Command> drain() {
        List<Command> drained = work;
        work = new ArrayList<>();
        return drained;
    }
}
