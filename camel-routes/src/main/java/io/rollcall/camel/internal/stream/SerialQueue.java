package io.rollcall.camel.internal.stream;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other on the threads of an executor, in their order; holds no thread while there is none. Thread-safe. */
final class SerialQueue implements Executor {
    private final Executor threads;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    SerialQueue(Executor threads) {
        this.threads = threads;
    }

    /** Adds a task; without effect once the threads have ended. */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            threads.execute(this::runAll);
        } catch (RejectedExecutionException ended) {
            synchronized (this) {
                running = false;
                tasks.clear();
            }
        } catch (RuntimeException | Error noThread) {
            // what waits runs with the next task
            synchronized (this) {
                running = false;
            }
            throw noThread;
        }
    }

    private void runAll() {
        boolean whole = false;
        try {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
            whole = true;
        } finally {
            if (!whole) {
                // a task failed; the executor reports it, and the others go on
                goOn();
            }
        }
    }

    private void goOn() {
        synchronized (this) {
            running = false;
        }
        execute(() -> {});
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        running = task != null;
        return task;
    }
}
