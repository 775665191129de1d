package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.camel.FatalErrors;
import io.rollcall.camel.UnexpectedErrors;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.CallExecutor;
import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import io.rollcall.setting.Durations;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conducts one run of a flow, or another errand: carries out what is on its agenda and tells it each outcome, until nothing is left. Calls
 * run side by side; everything else, the run's own thinking included, happens on the conducting thread. One for each
 * run; used by one thread.
 */
final class TaskExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(TaskExecutor.class);

    /** How long the calls that are under way when a run's time is over may still be answered. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    static final Problem STOPPED = problem("flow", "stopped", "Rollcall was stopped during the run; run it again.");

    private final AccountRegistry accounts;
    private final StateStore store;
    private final OutputWriter output;
    private final CallCount count;
    private final Runnable progressed;
    private final Consumer<FlowEvent> announced;
    private final Commands commands = new Commands();
    private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer;
    private final Duration longest;
    private volatile boolean wanted = true;
    private boolean expired;
    private int underWay;

    /**
     * @param progressed told after every call
     * @param announced told what the run tells
     * @param timer stops a run that takes too long
     * @param longest how long the run may take
     */
    TaskExecutor(
            AccountRegistry accounts,
            StateStore store,
            OutputWriter output,
            CallCount count,
            Runnable progressed,
            Consumer<FlowEvent> announced,
            ScheduledExecutorService timer,
            Duration longest) {
        this.accounts = accounts;
        this.store = store;
        this.output = output;
        this.count = count;
        this.progressed = progressed;
        this.announced = announced;
        this.timer = timer;
        this.longest = longest;
    }

    /** What a call that ended makes the run do. */
    private interface Completion {
        void complete() throws IOException;
    }

    /** Conducts the run to its end, whatever is thrown on the way; its result is known afterwards. */
    void conduct(Task run) {
        Future<?> deadline = null;
        try {
            deadline = timer.schedule(() -> completions.add(this::expire), longest.toNanos(), TimeUnit.NANOSECONDS);
            run.begin(commands);
            carryOutAgenda();
            while (underWay > 0) {
                Completion completion = completions.take();
                underWay--;
                completion.complete();
                carryOutAgenda();
                progressed.run();
            }
            if (expired) {
                throw new ExpiredException();
            }
        } catch (StoppedException | RejectedExecutionException stopped) {
            abort(run, STOPPED);
        } catch (ExpiredException tooLong) {
            abort(run, tooLong());
        } catch (StoreException lost) {
            abort(run, problem("store", "store", String.valueOf(lost.getMessage())));
        } catch (IOException unwritable) {
            abort(run, problem("output", "output", why(unwritable)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            abort(run, STOPPED);
        } catch (RuntimeException | Error defect) {
            abort(run, defect(defect));
        } finally {
            if (deadline != null) {
                deadline.cancel(false);
            }
            // calls that still wait would be made for nobody
            wanted = false;
            output.close();
        }
    }

    /** What a run's report says of anything that nobody expects. */
    static Problem defect(Throwable failure) {
        if (!FatalErrors.report(failure)) {
            LOG.error(
                    "a run ended with an unexpected error; this is a defect",
                    UnexpectedErrors.withoutMessages(failure));
        }
        String what = failure instanceof OutOfMemoryError
                ? "The Java virtual machine ran out of memory. Give it more (-Xmx), and report what the flow was reading."
                : "The run ended with an unexpected error (" + UnexpectedErrors.name(failure)
                        + "). This is a defect of Rollcall, or of"
                        + " a library beside it; report it with the log's lines about it.";
        return new Problem("flow", Fault.Kind.UNREADABLE, "defect", null, what);
    }

    private Problem tooLong() {
        return problem(
                "flow",
                "max-duration",
                "The run took longer than " + Durations.words(longest)
                        + " and was stopped; what it did until then is in this"
                        + " report. Run it again, or raise max-duration.");
    }

    private void abort(Task run, Problem problem) {
        run.abort(problem);
        commands.drain();
        run.settle(commands);
        try {
            for (Command piece : commands.drain()) {
                if (piece instanceof Command.StoreQuery<?> consult) {
                    consult(consult);
                }
            }
        } catch (RuntimeException lost) {
            // the report says what became of them; the audit shows an intention without an end
            LOG.warn("the audit could not be completed when a run was broken off: {}", UnexpectedErrors.name(lost));
        }
    }

    // the run goes on with the calls that are under way, but asks for nothing more
    private void expire() {
        underWay++;
        if (expired) {
            throw new ExpiredException();
        }
        expired = true;
        wanted = false;
        timer.schedule(() -> completions.add(this::expire), GRACE.toNanos(), TimeUnit.NANOSECONDS);
        accounts.all().forEach(CallExecutor::endUnwanted);
    }

    /** Whether the run was stopped because it took too long. */
    boolean isExpired() {
        return expired;
    }

    /** Breaks the run off from another thread: the calls under way will not be answered any more. */
    void stop() {
        completions.add(() -> {
            throw new StoppedException();
        });
    }

    private void carryOutAgenda() throws IOException {
        for (var work = commands.drain(); !work.isEmpty(); work = commands.drain()) {
            for (Command piece : work) {
                if (piece instanceof Command.Call<?, ?> ask) {
                    // a change that is not asked for any more is answered so, and settled
                    if (!expired || ask.operation().afterUnknownOutcome() != Operation.Repeat.REPEAT) {
                        ask(ask);
                    }
                } else if (piece instanceof Command.FetchToken token) {
                    if (!expired) {
                        getToken(token);
                    }
                } else if (piece instanceof Command.StoreQuery<?> consult) {
                    consult(consult);
                } else if (piece instanceof Command.PublishEvent announce) {
                    announced.accept(announce.event());
                } else {
                    output.write((Command.WriteOutput) piece);
                }
            }
        }
    }

    private <I, O> void ask(Command.Call<I, O> ask) {
        underWay++;
        accounts.of(ask.operation())
                .call(
                        ask.operation(),
                        ask.input(),
                        ask.purpose(),
                        count,
                        () -> wanted,
                        outcome -> completions.add(() -> ask.then().accept(outcome)),
                        failure -> completions.add(() -> {
                            throw broken(failure);
                        }));
    }

    private void getToken(Command.FetchToken token) {
        underWay++;
        account(token.account())
                .getToken(count, refusal -> completions.add(() -> token.then().accept(refusal)));
    }

    private CallExecutor account(String name) {
        return accounts.named(name)
                .orElseThrow(() -> new IllegalStateException("a flow uses an account that is not configured"));
    }

    private <T> void consult(Command.StoreQuery<T> consult) {
        consult.then().accept(consult.question().apply(store));
    }

    private static RuntimeException broken(Exception failure) {
        if (failure instanceof RejectedExecutionException) {
            return new StoppedException();
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("a call could not be carried out", failure);
    }

    // the messages of file systems are often no more than a path
    private static String why(IOException unwritable) {
        return "The output could not be written (" + unwritable.getClass().getSimpleName() + ": "
                + unwritable.getMessage() + "); check the folder, its permissions and the space on its disk.";
    }

    // neither the store nor a file is a vendor: of the reports' words for faults, this one says best that it is not
    // there
    private static Problem problem(String subject, String code, String message) {
        return new Problem(subject, Fault.Kind.NO_ANSWER, code, null, message);
    }

    /** The run's time is over, and so is that of its calls. */
    private static final class ExpiredException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The program, or the host's context, is being stopped. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
