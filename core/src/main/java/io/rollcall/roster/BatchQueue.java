package io.rollcall.roster;

import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The calls of one API: a limited number at once, the others in a queue. Not thread-safe. */
final class BatchQueue<I, O> {
    private final RosterCommands commands;
    private final Operation<I, O> operation;
    private final int limit;
    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private int underWay;

    /** @param limit the most calls at once */
    BatchQueue(RosterCommands commands, Operation<I, O> operation, int limit) {
        this.commands = commands;
        this.operation = operation;
        this.limit = limit;
    }

    private record Waiting<I, O>(I input, Consumer<Outcome<O>> then) {}

    Operation<I, O> operation() {
        return operation;
    }

    /** The most calls at once. */
    int limit() {
        return limit;
    }

    /** Whether a call would be sent at once. */
    boolean hasRoom() {
        return underWay < limit;
    }

    /** Whether no call is under way or queued. */
    boolean isIdle() {
        return underWay == 0 && queue.isEmpty();
    }

    void call(I input, Consumer<Outcome<O>> then) {
        if (hasRoom()) {
            send(input, then);
        } else {
            queue.add(new Waiting<>(input, then));
        }
    }

    private void send(I input, Consumer<Outcome<O>> then) {
        underWay++;
        commands.call(operation, input, outcome -> {
            underWay--;
            Waiting<I, O> next = queue.poll();
            if (next != null) {
                send(next.input(), next.then());
            }
            then.accept(outcome);
        });
    }
}
