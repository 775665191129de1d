package io.rollcall.camel.internal.call;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a limited number of tasks at once on the threads of a pool, and keeps the others in a queue. The limit also holds
 * where a host's pools have no sizes, for example with virtual threads. Thread-safe.
 *
 * <p>Tasks that run a host's code may wait for a task that is still in the queue. With a timer, the executor runs twice as
 * many whenever no task has ended for two seconds, so they cannot wait for ever.
 */
final class BoundedExecutor extends AbstractExecutorService {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedExecutor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService pool;
    private final int limit;
    private final @Nullable ScheduledExecutorService timer;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private int running;
    private long ended;
    private boolean watched;
    private boolean shutDown;

    /**
     * @param pool of this executor alone: it is shut down with it
     * @param limit the number of tasks at once
     * @param timer exceeds the limit where no task ends; null where the limit is strict
     */
    BoundedExecutor(ExecutorService pool, int limit, @Nullable ScheduledExecutorService timer) {
        this.pool = pool;
        this.limit = limit;
        this.timer = timer;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (shutDown) {
                throw new RejectedExecutionException("Rollcall is being stopped");
            }
            queue.add(task);
            if (running >= limit) {
                watch();
                return;
            }
            running++;
        }
        try {
            pool.execute(this::work);
        } catch (RejectedExecutionException | Error noThread) {
            synchronized (this) {
                running--;
                // where others run, one of them takes the task; it must not run twice
                if (running > 0 || !queue.remove(task)) {
                    return;
                }
            }
            throw noThread;
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                if (!FatalErrors.report(failure)) {
                    LOG.error("a task ended with an unexpected error", UnexpectedErrors.withoutMessages(failure));
                }
            } finally {
                // the interruption of a task that was cancelled is not for the next one
                var unused = Thread.interrupted();
                ended();
            }
        }
    }

    private synchronized void ended() {
        ended++;
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = running > limit ? null : queue.poll();
        if (task == null) {
            running--;
            if (shutDown && running == 0) {
                pool.shutdown();
            }
            notifyAll();
        }
        return task;
    }

    private synchronized void watch() {
        if (timer != null && !watched) {
            watched = true;
            long before = ended;
            try {
                timer.schedule(() -> exceed(before), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException stopping) {
                watched = false;
            }
        }
    }

    private void exceed(long before) {
        int more;
        synchronized (this) {
            watched = false;
            if (queue.isEmpty() || shutDown) {
                return;
            }
            watch();
            more = ended == before ? Math.min(running, queue.size()) : 0;
            running += more;
        }
        for (int i = 0; i < more; i++) {
            try {
                pool.execute(this::workOnce);
            } catch (RejectedExecutionException | Error noThread) {
                FatalErrors.report(noThread);
                synchronized (this) {
                    running--;
                }
            }
        }
    }

    private void workOnce() {
        Runnable task;
        synchronized (this) {
            task = queue.poll();
        }
        try {
            if (task != null) {
                task.run();
            }
        } finally {
            ended();
            work();
        }
    }

    /** Runs what waits, too. */
    @Override
    public synchronized void shutdown() {
        shutDown = true;
        if (running == 0) {
            pool.shutdown();
        }
    }

    /** Interrupts what runs. */
    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutDown = true;
        pool.shutdownNow();
        List<Runnable> left = new ArrayList<>(queue);
        queue.clear();
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutDown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutDown && running == 0;
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        while (!isTerminated()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
