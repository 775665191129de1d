package io.rollcall.flow.internal.roster;

import io.rollcall.call.Operation;
import io.rollcall.call.Outcome;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.Work;
import io.rollcall.memory.Memory;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where the run's parts put their work: an agenda that lets the run go on after every outcome. */
final class Desk {
    private final Agenda agenda;
    private final Runnable afterwards;

    Desk(Agenda agenda, Runnable afterwards) {
        this.agenda = agenda;
        this.afterwards = afterwards;
    }

    <I, O> void ask(Operation<I, O> operation, I input, Consumer<Outcome<O>> then) {
        agenda.ask(operation, input, outcome -> {
            then.accept(outcome);
            afterwards.run();
        });
    }

    <T> void consult(Function<Memory, T> question, Consumer<T> then) {
        agenda.consult(question, answer -> {
            then.accept(answer);
            afterwards.run();
        });
    }

    /** Tells of a problem that is going to stay. */
    void announce(Problem problem) {
        agenda.announce(new FlowEvent.Troubled(problem));
    }

    void write(Work.Write output) {
        agenda.write(output);
    }
}
