package io.rollcall.camel.internal.notify;

import io.rollcall.camel.internal.call.WorkerThreads;
import io.rollcall.camel.support.FatalErrors;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of one flow in order, on its own thread, so that neither a run nor another flow waits for this flow's
 * endpoint. Sends no event twice. Thread-safe.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final String flow;
    private final Destination destination;
    private final OutboxLimits limits;
    private final DroppedEvents dropped;
    private final ScheduledExecutorService timer;
    private final ExecutorService sender;

    private int waiting;
    private volatile boolean closed;
    // used by the sending thread only
    private long failed;

    /** @param timer interrupts an event that takes too long */
    Outbox(
            CamelContext context,
            String flow,
            Destination destination,
            OutboxLimits limits,
            DroppedEvents dropped,
            ScheduledExecutorService timer) {
        this.flow = flow;
        this.destination = destination;
        this.limits = limits;
        this.dropped = dropped;
        this.timer = timer;
        this.sender = WorkerThreads.queue(context, "rollcall-notify-" + flow, limits.room());
    }

    /**
     * Queues an event, or drops it if too many wait.
     *
     * @param key what the event is about
     * @param chain the flows whose events led to the event, and the flow itself
     * @param json called on the sending thread
     */
    void put(String event, String key, Set<String> chain, Supplier<String> json) {
        count(1);
        try {
            sender.execute(() -> {
                try {
                    send(event, key, chain, json);
                } finally {
                    count(-1);
                }
            });
        } catch (RejectedExecutionException full) {
            count(-1);
            dropped.add(flow);
        }
    }

    private synchronized void count(int change) {
        waiting += change;
        notifyAll();
    }

    private void send(String event, String key, Set<String> chain, Supplier<String> json) {
        Deadline deadline = new Deadline(Thread.currentThread());
        try {
            deadline.begin();
            destination.send(flow, event, key, chain, json.get());
            deadline.end();
            delivered();
        } catch (Throwable failure) { // an Error too: the deadline of this event must not interrupt the next one
            FatalErrors.report(failure);
            boolean late = deadline.end();
            if (closed) {
                // close() counted it as dropped
                return;
            }
            failed(late ? "it took longer than " + limits.longest().toMillis() + " ms" : ErrorSummaries.of(failure));
        }
        dropped.logIfDue();
    }

    private void delivered() {
        if (failed > 0) {
            LOG.info("events of flow {} are delivered again; {} were not", flow, failed);
            failed = 0;
        }
    }

    private void failed(String why) {
        if (failed == 0) {
            LOG.warn(
                    "events of flow {} are not delivered: {}. Rollcall does not send them again, and logs nothing more until"
                            + " one is delivered; the audit and the reports are complete. Check rollcall.flow.{}.notify",
                    flow,
                    why,
                    flow);
        }
        failed++;
    }

    /**
     * Waits until no event is left to send.
     *
     * @param nanos the maximum time in nanoseconds
     * @return whether no event is left
     */
    synchronized boolean await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; waiting > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return waiting == 0;
    }

    /** Drops all events, also the one that is being sent. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        sender.shutdownNow();
        synchronized (this) {
            dropped.addAtStop(flow, waiting);
        }
        destination.close();
    }

    /** Interrupts the sending thread when an event takes too long. */
    private final class Deadline implements Runnable {
        private final Thread thread;
        private @Nullable ScheduledFuture<?> timeout;
        private boolean over;
        private boolean late;

        Deadline(Thread thread) {
            this.thread = thread;
        }

        void begin() {
            timeout = timer.schedule(this, limits.longest().toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public synchronized void run() {
            if (!over) {
                late = true;
                thread.interrupt();
            }
        }

        /** Ends the deadline and returns whether it has passed. */
        synchronized boolean end() {
            over = true;
            if (timeout != null) {
                timeout.cancel(false);
            }
            if (late) {
                // the interrupt must not reach the next event
                Thread.interrupted();
            }
            return late;
        }
    }
}
