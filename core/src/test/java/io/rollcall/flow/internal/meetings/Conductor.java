package io.rollcall.flow.internal.meetings;

import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.FlowRun;
import io.rollcall.flow.internal.Work;
import io.rollcall.memory.Memory;
import io.rollcall.report.RunResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Conducts a run over a world and a memory: answers in any order, consultations in theirs. */
public final class Conductor {
    private final Agenda agenda = new Agenda();
    private final List<Work.Ask<?, ?>> asks = new ArrayList<>();
    private final Deque<Work.Consult<?>> consults = new ArrayDeque<>();
    private final FlowRun run;
    private final World world;
    private final Memory memory;
    private final Random order;

    private Conductor(FlowRun run, World world, Memory memory, Random order) {
        this.run = run;
        this.world = world;
        this.memory = memory;
        this.order = order;
    }

    /** Conducts a whole run, first come first served. */
    public static RunResult conduct(FlowRun run, World world, Memory memory) {
        return conduct(run, world, memory, null);
    }

    /** Conducts a whole run, answers in an order by chance. */
    public static RunResult conduct(FlowRun run, World world, Memory memory, Random order) {
        Conductor conductor = begin(run, world, memory, order);
        for (int steps = 0; conductor.step(); steps++) {
            if (steps > 10_000) {
                throw new AssertionError("the run does not end");
            }
        }
        return run.result();
    }

    /** Begins a run that is conducted step by step. */
    public static Conductor begin(FlowRun run, World world, Memory memory, Random order) {
        Conductor conductor = new Conductor(run, world, memory, order);
        run.begin(conductor.agenda);
        conductor.collect();
        return conductor;
    }

    /** Carries out one piece of work; returns whether there was any. */
    public boolean step() {
        boolean consult = !consults.isEmpty() && (asks.isEmpty() || order == null || order.nextBoolean());
        if (consult) {
            consult(consults.remove());
        } else if (!asks.isEmpty()) {
            ask(asks.remove(order == null ? 0 : order.nextInt(asks.size())));
        } else {
            return false;
        }
        collect();
        return true;
    }

    /** Calls that are under way reach the vendor, but nobody reads the answers any more. */
    public void crashWhileCalling() {
        asks.forEach(this::send);
    }

    private <T> void consult(Work.Consult<T> consult) {
        consult.then().accept(consult.question().apply(memory));
    }

    private <I, O> void ask(Work.Ask<I, O> ask) {
        ask.then().accept(world.answer(ask.operation(), ask.input()));
    }

    private <I, O> void send(Work.Ask<I, O> ask) {
        world.answer(ask.operation(), ask.input());
    }

    private void collect() {
        for (Work work : agenda.drain()) {
            if (work instanceof Work.Ask<?, ?> ask) {
                asks.add(ask);
            } else if (work instanceof Work.Consult<?> consult) {
                consults.add(consult);
            } else {
                throw new AssertionError("a meeting flow writes nothing");
            }
        }
    }
}
