package io.rollcall.sandbox.internal.stream;

import io.rollcall.sandbox.internal.http.SandboxClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on one thread when the sandbox's clock reaches their time, in the order of their times. The thread exists only while
 * tasks wait. Thread-safe.
 */
public final class TimedTasks implements AutoCloseable {
    /** How often a clock that the caller controls is read. */
    private static final long POLL_MILLIS = 2;

    private record Task(long due, long number, Runnable action) {}

    private final SandboxClock clock;
    private final Queue<Task> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private long number;
    private boolean closed;
    private @Nullable Thread thread;

    public TimedTasks(SandboxClock clock) {
        this.clock = clock;
    }

    /** Runs a task after a time. Ignored after {@link #close}. */
    public synchronized void after(Duration delay, Runnable action) {
        if (closed) {
            return;
        }
        waiting.add(new Task(clock.nanos() + delay.toNanos(), number++, action));
        notifyAll();
        if (thread == null) {
            thread = new Thread(this::run, "sandbox-stream");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Drops the tasks that wait. */
    public synchronized void clear() {
        waiting.clear();
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        clear();
    }

    private void run() {
        try {
            for (Task task = next(); task != null; task = next()) {
                task.action().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next task; null if none is left, which ends the thread. */
    private synchronized @Nullable Task next() throws InterruptedException {
        while (!waiting.isEmpty()) {
            Task first = waiting.element();
            long nanos = first.due() - clock.nanos();
            if (nanos <= 0) {
                return waiting.remove();
            }
            wait(clock.isReal() ? TimeUnit.NANOSECONDS.toMillis(nanos) + 1 : POLL_MILLIS);
        }
        thread = null;
        return null;
    }
}
