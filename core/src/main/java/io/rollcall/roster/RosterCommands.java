package io.rollcall.roster;

import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import io.rollcall.state.StateStore;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where the run's parts put their work: an agenda that lets the run go on after every outcome. */
final class RosterCommands {
    private final Commands commands;
    private final Runnable afterwards;

    RosterCommands(Commands commands, Runnable afterwards) {
        this.commands = commands;
        this.afterwards = afterwards;
    }

    <I, O> void ask(Operation<I, O> operation, I input, Consumer<Outcome<O>> then) {
        commands.call(operation, input, outcome -> {
            then.accept(outcome);
            afterwards.run();
        });
    }

    <T> void consult(Function<StateStore, T> question, Consumer<T> then) {
        commands.query(question, answer -> {
            then.accept(answer);
            afterwards.run();
        });
    }

    /** Tells of a problem that is going to stay. */
    void announce(Problem problem) {
        commands.publish(new FlowEvent.Troubled(problem));
    }

    void write(Command.WriteOutput output) {
        commands.write(output);
    }
}
