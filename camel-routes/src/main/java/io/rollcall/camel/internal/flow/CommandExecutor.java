package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.CallRequest;
import io.rollcall.camel.internal.call.CallerContext;
import io.rollcall.camel.internal.call.Cancellation;
import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.report.FlowEvent;
import io.rollcall.state.StateStore;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Operation;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes the commands of a run: starts its calls, queries the store, writes output and publishes events. Used by the thread
 * that pumps the run; calls complete on any.
 */
final class CommandExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(CommandExecutor.class);

    private final AccountRegistry accounts;
    private final StateStore store;
    private final OutputWriter output;
    private final CallCount count;
    private final Consumer<FlowEvent> publish;
    private final BiConsumer<String, MeetingUpdate> updates;
    private final Cancellation cancellation;
    private final Consumer<Runnable> completed;
    private final CallerContext caller = CallerContext.current();

    /**
     * @param updates receives what calls showed of meetings, with the id of an application
     * @param cancellation of the calls that are not sent yet
     * @param completed receives the effect of each completed call on the run; called by any thread
     */
    CommandExecutor(
            AccountRegistry accounts,
            StateStore store,
            OutputWriter output,
            CallCount count,
            Consumer<FlowEvent> publish,
            BiConsumer<String, MeetingUpdate> updates,
            Cancellation cancellation,
            Consumer<Runnable> completed) {
        this.accounts = accounts;
        this.store = store;
        this.output = output;
        this.count = count;
        this.publish = publish;
        this.updates = updates;
        this.cancellation = cancellation;
        this.completed = completed;
    }

    /**
     * Executes all commands, and those that their continuations add.
     *
     * @param expired whether the run sends nothing more; its changes are completed as not done
     * @return how many calls were started
     */
    int execute(Commands commands, boolean expired) {
        int started = 0;
        for (var work = commands.drain(); !work.isEmpty(); work = commands.drain()) {
            for (Command command : work) {
                if (command instanceof Command.Call<?, ?> call) {
                    if (!expired || call.operation().afterUnknownOutcome() != Operation.Repeat.REPEAT) {
                        call(call);
                        started++;
                    }
                } else if (command instanceof Command.FetchToken token) {
                    if (!expired) {
                        fetchToken(token);
                        started++;
                    }
                } else if (command instanceof Command.StoreQuery<?> query) {
                    query(query);
                } else if (command instanceof Command.PublishEvent event) {
                    publish.accept(event.event());
                } else if (command instanceof Command.PublishUpdate update) {
                    accounts.applicationOf(update.operation())
                            .ifPresent(application -> updates.accept(application, update.update()));
                } else {
                    write((Command.WriteOutput) command);
                }
            }
        }
        return started;
    }

    /** Lets the store remember what became of the changes of an aborted run. */
    void settle(Commands commands) {
        try {
            for (Command command : commands.drain()) {
                if (command instanceof Command.StoreQuery<?> query) {
                    query(query);
                }
            }
        } catch (RuntimeException lost) {
            // the report says what became of them; the audit shows an intention without an end
            LOG.warn("the audit could not be completed when a run was aborted: {}", UnexpectedErrors.name(lost));
        }
    }

    private <I, O> void call(Command.Call<I, O> call) {
        accounts.call(
                new CallRequest<>(
                        call.operation(), call.input(), call.purpose(), count, caller, cancellation, () -> call.paused()
                                .test(store)),
                outcome -> completed.accept(() -> call.then().accept(outcome)),
                failure -> completed.accept(() -> {
                    throw broken(failure);
                }));
    }

    private void fetchToken(Command.FetchToken token) {
        accounts.named(token.account())
                .orElseThrow(() -> new IllegalStateException("a flow uses an account that is not configured"))
                .getToken(count, refusal -> completed.accept(() -> token.then().accept(refusal)));
    }

    private void write(Command.WriteOutput command) {
        try {
            output.write(command);
        } catch (IOException unwritable) {
            throw new RunProblems.OutputException(unwritable);
        }
    }

    private <T> void query(Command.StoreQuery<T> query) {
        query.then().accept(query.query().apply(store));
    }

    private static RuntimeException broken(Exception failure) {
        if (failure instanceof RejectedExecutionException) {
            return new RunProblems.StoppedException();
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("a call could not be executed", failure);
    }
}
