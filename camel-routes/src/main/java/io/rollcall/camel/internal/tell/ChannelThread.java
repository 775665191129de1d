package io.rollcall.camel.internal.tell;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one channel, with one alarm. Tasks run one after another. Thread-safe. */
final class ChannelThread {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelThread.class);

    private final String channel;
    private final ExecutorService thread;
    private final Consumer<ExecutorService> release;
    private final ScheduledExecutorService timer;
    private final InstantSource monotonic;

    private final AtomicBoolean isFull = new AtomicBoolean();
    private int tasks;
    private boolean closed;
    private @Nullable Future<?> alarm;
    private @Nullable Instant alarmAt;

    /**
     * @param channel for the log
     * @param thread runs one task at a time
     * @param release ends the thread
     */
    ChannelThread(
            String channel,
            ExecutorService thread,
            Consumer<ExecutorService> release,
            ScheduledExecutorService timer,
            InstantSource monotonic) {
        this.channel = channel;
        this.thread = thread;
        this.release = release;
        this.timer = timer;
        this.monotonic = monotonic;
    }

    /** Runs a task soon, unless the channel is closed. An exception of the task is logged, and the channel goes on. */
    void execute(Runnable task) {
        synchronized (this) {
            if (closed) {
                return;
            }
            tasks++;
        }
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException full) {
            ended();
            if (!isFull.getAndSet(true)) {
                LOG.warn("the channel {} leaves reports out: too many wait for its messages", channel);
            }
        }
    }

    /**
     * Runs a task and waits for its result.
     *
     * @param wait before it
     * @throws CancellationException if the channel is closed meanwhile
     */
    <T> T call(Duration wait, Callable<T> task) throws Exception {
        FutureTask<T> call = new FutureTask<>(task);
        Runnable start = () -> {
            try {
                thread.execute(isClosed() ? () -> call.cancel(false) : call);
            } catch (RejectedExecutionException stopped) {
                call.cancel(false);
            }
        };
        if (wait.isZero()) {
            start.run();
        } else {
            timer.schedule(start, wait.toNanos(), TimeUnit.NANOSECONDS);
        }
        return call.get();
    }

    private void run(Runnable task) {
        try {
            isFull.set(false);
            if (!isClosed()) {
                task.run();
            }
        } catch (Throwable failure) { // an Error too: the channel goes on
            if (!FatalErrors.report(failure)) {
                LOG.error(
                        "the channel {} failed; this is a defect", channel, UnexpectedErrors.withoutMessages(failure));
            }
        } finally {
            ended();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void ended() {
        tasks--;
        notifyAll();
    }

    /**
     * Sets the alarm anew.
     *
     * @param wait null for no alarm
     */
    synchronized void alarm(@Nullable Duration wait, Runnable task) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarm = null;
        alarmAt = null;
        if (wait != null && !closed) {
            try {
                long nanos = wait.toNanos();
                alarm = timer.schedule(() -> execute(task), nanos, TimeUnit.NANOSECONDS);
                alarmAt = monotonic.instant().plus(wait);
            } catch (RejectedExecutionException stopped) {
                // the context is stopped
            }
        }
        notifyAll();
    }

    /**
     * Waits until no task is left, nor an alarm within the time.
     *
     * @param nanos the longest wait
     */
    synchronized void await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && isBusy(left); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private boolean isBusy(long nanosLeft) {
        return tasks > 0
                || (alarmAt != null && alarmAt.isBefore(monotonic.instant().plusNanos(nanosLeft)));
    }

    /** Starts one last task after the one under way, and ends the thread. */
    void close(Runnable last) {
        alarm(null, last);
        synchronized (this) {
            closed = true;
        }
        try {
            thread.execute(last);
        } catch (RejectedExecutionException stopped) {
            // the context is stopped
        }
        release.accept(thread);
    }
}
