package io.rollcall.camel.internal.call;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rollcall's own threads. Camel's pools would let the caller do the work once a thousand calls wait, and forget their
 * size where the host uses virtual threads; here the number of threads is what bounds the calls under way.
 */
public final class WorkerThreads {
    private static final long IDLE_SECONDS = 60;

    private WorkerThreads() {}

    /** So many workers, and as many tasks waiting for them as there are; started when needed, ended when idle. */
    public static ExecutorService of(String name, int size) {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("rollcall-" + name));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }

    /** One worker, whose tasks wait in a line and are refused where it is full; started when needed, ended when idle. */
    public static ExecutorService line(String name, int room) {
        ThreadPoolExecutor worker = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(room), named("rollcall-" + name));
        worker.allowCoreThreadTimeOut(true);
        return worker;
    }

    /** As many threads as there is work at once, for what may block: flows, and hosts' routes; ended when idle. */
    public static ExecutorService asMany(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name));
    }

    /** A timer that forgets what was cancelled: every call has a deadline, and few ever come. */
    public static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("rollcall-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
