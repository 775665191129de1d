package io.rollcall.meeting;

import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunResult;
import io.rollcall.state.StateStore;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.task.EventPublisher;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Conducts a run over a world and a memory: answers in any order, consultations in theirs. */
public final class Conductor {
    private final Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
    private final List<Command.Call<?, ?>> asks = new ArrayList<>();
    private final Deque<Command.StoreQuery<?>> consults = new ArrayDeque<>();
    private final FlowTask run;
    private final World world;
    private final StateStore store;
    private final Random order;
    private final Heard heard;
    private final EventPublisher announcements;

    private Conductor(FlowTask run, World world, StateStore store, Random order, Mode mode, Heard heard) {
        this.run = run;
        this.world = world;
        this.store = store;
        this.order = order;
        this.heard = heard;
        this.announcements = new EventPublisher(mode, heard);
    }

    /** Conducts a whole run, first come first served. */
    public static RunResult conduct(FlowTask run, World world, StateStore store) {
        return conduct(run, world, store, null);
    }

    /** Conducts a whole run, answers in an order by chance. */
    public static RunResult conduct(FlowTask run, World world, StateStore store, Random order) {
        return begin(run, world, store, order).finish();
    }

    /** Begins a run that is conducted step by step. */
    public static Conductor begin(FlowTask run, World world, StateStore store, Random order) {
        return begin(run, world, store, order, Mode.ONCE, new Heard(null));
    }

    /** Begins a run that is conducted step by step, and listened to. */
    public static Conductor begin(FlowTask run, World world, StateStore store, Random order, Mode mode, Heard heard) {
        Conductor conductor = new Conductor(run, world, store, order, mode, heard);
        run.begin(conductor.commands);
        conductor.collect();
        return conductor;
    }

    /** Conducts the run to its end. */
    public RunResult finish() {
        for (int steps = 0; step(); steps++) {
            if (steps > 10_000) {
                throw new AssertionError("the run does not end");
            }
        }
        return result();
    }

    private RunResult result() {
        heard.over();
        announcements.publishRest(run.result());
        return run.result();
    }

    /** Breaks the run off: what is on the agenda is never done. */
    public RunResult breakOff() {
        run.abort(new Problem("flow", Fault.Kind.NO_ANSWER, "stopped", null, "Stopped."));
        return result();
    }

    /** Breaks the run off when the store has done what comes next, and before anybody learns of it. */
    public RunResult breakOffInTheStore() {
        if (!consults.isEmpty()) {
            consults.remove().query().apply(store);
        }
        return breakOff();
    }

    /** Breaks the run off when it has thought about what comes next, and before anybody does what it wants. */
    public RunResult breakOffAfterThought() {
        proceed();
        return breakOff();
    }

    /** Carries out one piece of work; returns whether there was any. */
    public boolean step() {
        boolean any = proceed();
        collect();
        return any;
    }

    private boolean proceed() {
        boolean consult = !consults.isEmpty() && (asks.isEmpty() || order == null || order.nextBoolean());
        if (consult) {
            consult(consults.remove());
        } else if (!asks.isEmpty()) {
            ask(asks.remove(order == null ? 0 : order.nextInt(asks.size())));
        } else {
            return false;
        }
        return true;
    }

    /** Calls that are under way reach the vendor, but nobody reads the answers any more. */
    public void crashWhileCalling() {
        asks.forEach(this::send);
    }

    private <T> void consult(Command.StoreQuery<T> consult) {
        consult.then().accept(consult.query().apply(store));
    }

    private <I, O> void ask(Command.Call<I, O> ask) {
        ask.then()
                .accept(
                        ask.paused().test(store)
                                ? new Outcome.Failed<>(
                                        Fault.Paused.of(ask.operation().name()))
                                : world.answer(ask.operation(), ask.input()));
    }

    private <I, O> void send(Command.Call<I, O> ask) {
        world.answer(ask.operation(), ask.input());
    }

    private void collect() {
        for (Command work : commands.drain()) {
            if (work instanceof Command.Call<?, ?> ask) {
                asks.add(ask);
            } else if (work instanceof Command.StoreQuery<?> consult) {
                consults.add(consult);
            } else if (work instanceof Command.PublishEvent announce) {
                announcements.publish(announce.event());
            } else if (!(work instanceof Command.PublishUpdate)) {
                throw new AssertionError("a meeting flow writes nothing");
            }
        }
    }
}
