package io.rollcall.roster;

import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The calls of one API: so many with the hands at once, the others in line. */
final class BatchQueue<I, O> {
    private final RosterCommands desk;
    private final Operation<I, O> operation;
    private final int window;
    private final Deque<Waiting<I, O>> line = new ArrayDeque<>();
    private int underWay;

    BatchQueue(RosterCommands desk, Operation<I, O> operation, int window) {
        this.desk = desk;
        this.operation = operation;
        this.window = window;
    }

    private record Waiting<I, O>(I input, Consumer<Outcome<O>> then) {}

    Operation<I, O> operation() {
        return operation;
    }

    /** Whether a call would go out at once. */
    boolean hasRoom() {
        return underWay < window;
    }

    /** Whether nothing is under way nor in line. */
    boolean isIdle() {
        return underWay == 0 && line.isEmpty();
    }

    void ask(I input, Consumer<Outcome<O>> then) {
        if (hasRoom()) {
            send(input, then);
        } else {
            line.add(new Waiting<>(input, then));
        }
    }

    private void send(I input, Consumer<Outcome<O>> then) {
        underWay++;
        desk.ask(operation, input, outcome -> {
            underWay--;
            Waiting<I, O> next = line.poll();
            if (next != null) {
                send(next.input(), next.then());
            }
            then.accept(outcome);
        });
    }
}
