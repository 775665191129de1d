package io.rollcall.roster;

import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import io.rollcall.roster.tracking.RunEffects;
import io.rollcall.state.StateStore;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.util.function.Consumer;
import java.util.function.Function;

/** The commands of a roster run. After each outcome the run's look-ups and its read-ahead continue. */
final class RosterCommands implements RunEffects {
    private final Commands commands;
    private final Runnable afterOutcome;

    RosterCommands(Commands commands, Runnable afterOutcome) {
        this.commands = commands;
        this.afterOutcome = afterOutcome;
    }

    @Override
    public <I, O> void call(Operation<I, O> operation, I input, Consumer<Outcome<O>> then) {
        commands.call(operation, input, outcome -> {
            then.accept(outcome);
            afterOutcome.run();
        });
    }

    @Override
    public <T> void query(Function<StateStore, T> query, Consumer<T> then) {
        commands.query(query, result -> {
            then.accept(result);
            afterOutcome.run();
        });
    }

    @Override
    public void publish(FlowEvent event) {
        commands.publish(event);
    }

    /** Publishes a problem that is certain to be in the report. */
    void publish(Problem problem) {
        commands.publish(new FlowEvent.Troubled(problem));
    }

    @Override
    public void write(Command.WriteOutput output) {
        commands.write(output);
    }
}
