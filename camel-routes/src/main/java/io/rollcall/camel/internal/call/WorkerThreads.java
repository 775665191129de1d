package io.rollcall.camel.internal.call;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Rollcall's threads. They come from the host's {@link org.apache.camel.spi.ExecutorServiceManager}, so they have the
 * host's name pattern, are seen in JMX, and end with the context. Threads start when needed and end when idle.
 */
public final class WorkerThreads {
    /** The usual limit of tasks at once that run a host's code. */
    private static final int CALLBACKS = 32;

    private static final long IDLE_SECONDS = 60;

    private WorkerThreads() {}

    /**
     * Strictly so many threads for the calls of an account; calls that wait for a thread are in a queue. A cached pool
     * would add a thread for a moment: where a task comes after a thread took its last one and before it is idle again.
     */
    public static ExecutorService calls(CamelContext host, String account, int size) {
        String name = "rollcall-" + account;
        ThreadPoolProfile profile = profile(name);
        profile.setPoolSize(size);
        profile.setMaxPoolSize(size);
        // the executor in front of it hands over no more tasks than there are threads
        profile.setMaxQueueSize(size);
        return new BoundedExecutor(host.getExecutorServiceManager().newThreadPool(name, name, profile), size, null);
    }

    /**
     * Threads for flows and for a host's code, which may block, and wait for each other.
     *
     * @param timer starts more than the usual number where none goes on
     */
    public static ExecutorService callbacks(CamelContext host, String name, ScheduledExecutorService timer) {
        return new BoundedExecutor(host.getExecutorServiceManager().newCachedThreadPool(name, name), CALLBACKS, timer);
    }

    /** One thread with a queue; rejects tasks where the queue is full. */
    public static ExecutorService queue(CamelContext host, String name, int capacity) {
        ThreadPoolProfile profile = profile(name);
        profile.setMaxQueueSize(capacity);
        return host.getExecutorServiceManager().newThreadPool(name, name, profile);
    }

    /** A timer without a limit: every request has a deadline, and few deadlines come. */
    public static ScheduledExecutorService timer(CamelContext host) {
        ThreadPoolProfile profile = profile("rollcall-timer");
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        return host.getExecutorServiceManager().newScheduledThreadPool("rollcall-timer", "rollcall-timer", profile);
    }

    private static ThreadPoolProfile profile(String name) {
        ThreadPoolProfile profile = new ThreadPoolProfile(name);
        profile.setPoolSize(1);
        profile.setMaxPoolSize(1);
        profile.setKeepAliveTime(IDLE_SECONDS);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
