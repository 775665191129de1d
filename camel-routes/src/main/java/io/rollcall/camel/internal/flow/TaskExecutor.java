package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.Cancellation;
import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.task.Pump;
import io.rollcall.task.StepException;
import io.rollcall.task.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Executes the commands of one run, or of another task. Calls run in parallel; everything else, the continuations of
 * calls included, runs on the thread that pumps. One for each run; used by one thread at a time, except for {@link #stop}.
 *
 * <p>A whole task: {@link #conduct}. Step by step: {@link #open}, then {@link #pumpUntil} as often as a step waits, then
 * {@link #abort} if a step failed, then {@link #close}.
 */
final class TaskExecutor implements Pump {
    /** How long the calls that are under way at a run's deadline may still complete. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final CommandExecutor commandExecutor;
    private final OutputWriter output;
    private final Runnable progressed;
    private final Commands commands;
    private final BlockingQueue<Runnable> completions = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer;
    private final Duration longest;
    private final AtomicBoolean pumping = new AtomicBoolean();
    private final Cancellation cancellation = new Cancellation();
    private @Nullable Future<?> deadline;
    /** Why the run cannot go on; null as long as it can. */
    private @Nullable Throwable failure;

    private volatile boolean expired;
    private int underWay;

    /**
     * @param progressed is called after every call
     * @param publish receives the run's events
     * @param updates receives what the run showed of meetings, with the id of an application
     * @param clock the time of day
     * @param timer stops a run that takes too long
     * @param longest the longest time that the run may take
     */
    TaskExecutor(
            AccountRegistry accounts,
            StateStore store,
            OutputWriter output,
            CallCount count,
            Runnable progressed,
            Consumer<FlowEvent> publish,
            BiConsumer<String, MeetingUpdate> updates,
            InstantSource clock,
            ScheduledExecutorService timer,
            Duration longest) {
        this.commands = new Commands(clock);
        this.commandExecutor =
                new CommandExecutor(accounts, store, output, count, publish, updates, cancellation, completions::add);
        this.output = output;
        this.progressed = progressed;
        this.timer = timer;
        this.longest = longest;
    }

    /**
     * Executes a task to its end, even if it throws; its result is known afterwards.
     *
     * @return false if it was aborted
     */
    boolean conduct(Task run) {
        try {
            open();
            run.begin(commands);
            pumpAll();
            return true;
        } catch (RuntimeException | Error failed) {
            abort(run, problem(failed));
            return false;
        } finally {
            close();
        }
    }

    /** Starts the run's time. */
    void open() {
        deadline = timer.schedule(() -> completions.add(this::expire), longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The run's commands; {@link #pumpUntil} executes them. */
    Commands commands() {
        return commands;
    }

    /** Executes the commands and their continuations until no call is under way. */
    void pumpAll() {
        pumpUntil(() -> underWay == 0);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this run is being pumped already: by another thread, or further up on this one's
     *     stack; or if the run waits and no call is under way
     */
    @Override
    public void pumpUntil(BooleanSupplier condition) {
        if (!pumping.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "The run is being executed already. Read the body of a step in one thread, and"
                            + " not from within a function that it calls.");
        }
        try {
            pump(condition);
        } catch (RuntimeException | Error failed) {
            if (failure == null) {
                failure = failed;
            }
            throw failed;
        } finally {
            pumping.set(false);
        }
    }

    private void pump(BooleanSupplier condition) {
        rethrow(failure);
        underWay += commandExecutor.execute(commands, expired);
        // a deadline or a stop counts although the condition holds
        for (Runnable completion = completions.poll(); completion != null; completion = completions.poll()) {
            complete(completion);
        }
        while (!condition.getAsBoolean()) {
            if (underWay == 0) {
                throw expired
                        ? new RunProblems.ExpiredException()
                        : new IllegalStateException("The run waits for no call.");
            }
            complete(take());
        }
        if (expired && underWay == 0) {
            throw new RunProblems.ExpiredException();
        }
    }

    private void complete(Runnable completion) {
        underWay--;
        completion.run();
        underWay += commandExecutor.execute(commands, expired);
        progressed.run();
    }

    private Runnable take() {
        try {
            return completions.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RunProblems.StoppedException();
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Ends the run; calls that are not sent yet are cancelled, and {@link #pumpUntil} throws from now on. */
    void close() {
        if (failure == null) {
            failure = new RunProblems.StoppedException();
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
        cancellation.cancel();
        output.close();
    }

    /** The problem in the report of a run that an exception ended. What ended the executor's own work comes first. */
    Problem problem(Throwable thrown) {
        return RunProblems.of(failure == null ? thrown : failure, longest);
    }

    /** Why the run cannot go on; empty as long as it can. */
    Optional<Problem> failure() {
        return Optional.ofNullable(failure).map(cause -> RunProblems.of(cause, longest));
    }

    /**
     * The problem in the report of a run whose route ended.
     *
     * @param thrown what ended the route; null if it just ended
     * @param otherwise the problem, unless this executor or a step of the run knows better
     */
    Problem problem(@Nullable Throwable thrown, Problem otherwise) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StepException) {
                return problem(cause);
            }
        }
        return failure().orElse(otherwise);
    }

    /** Tells a task that it cannot go on, and lets the store remember what became of its changes. */
    void abort(Task run, Problem problem) {
        run.abort(problem);
        commands.drain();
        run.settle(commands);
        commandExecutor.settle(commands);
    }

    // the calls under way may still complete, but no further one is sent
    private void expire() {
        underWay++;
        if (expired) {
            throw new RunProblems.ExpiredException();
        }
        expired = true;
        cancellation.cancel();
        timer.schedule(() -> completions.add(this::expire), GRACE.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the run was stopped because it took too long. */
    boolean isExpired() {
        return expired;
    }

    /** Ends the run, from any thread: the calls under way will get no response. */
    void stop() {
        completions.add(() -> {
            throw new RunProblems.StoppedException();
        });
    }
}
