package io.rollcall.flow.internal;

import io.rollcall.call.Fault;
import io.rollcall.call.Operation;
import io.rollcall.call.Outcome;
import io.rollcall.call.Purpose;
import io.rollcall.memory.Memory;
import io.rollcall.report.FlowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The work that a run wants done next. Calls may be carried out in any order and side by side; consultations,
 * writing and announcements are carried out one after the other, in the order in which they were put here. Not thread-safe.
 */
public final class Agenda {
    private List<Work> work = new ArrayList<>();

    /** Asks a vendor. */
    public <I, O> void ask(Operation<I, O> operation, I input, Consumer<Outcome<O>> then) {
        ask(operation, input, Purpose.of(operation), then);
    }

    /** Asks a vendor for a purpose that is not the operation's usual one. */
    public <I, O> void ask(Operation<I, O> operation, I input, Purpose purpose, Consumer<Outcome<O>> then) {
        work.add(new Work.Ask<>(operation, input, purpose, then));
    }

    /**
     * Makes sure that there is a token for an account before it is used; calls get one by themselves.
     *
     * @param then told why there is none; empty where there is one
     */
    public void getToken(String account, Consumer<Optional<Fault>> then) {
        work.add(new Work.GetToken(account, then));
    }

    /** Asks or tells the store, committed before the continuation is called. */
    public <T> void consult(Function<Memory, T> question, Consumer<T> then) {
        work.add(new Work.Consult<>(question, then));
    }

    /**
     * Tells whoever listens. What a run does not tell is told when its report is made, see {@link Announcements}; so an
     * event is put here only once it can be nothing but part of the report.
     */
    public void announce(FlowEvent event) {
        work.add(new Work.Announce(event));
    }

    /** Hands over output. */
    public void write(Work.Write output) {
        work.add(output);
    }

    /** Takes everything that is on the agenda off it, in order. */
    public List<Work> drain() {
        List<Work> drained = work;
        work = new ArrayList<>();
        return drained;
    }
}
