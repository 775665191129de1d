package io.rollcall.camel.internal.notify;

import io.rollcall.camel.FatalErrors;
import io.rollcall.camel.internal.call.WorkerThreads;
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
 * The events of one flow on their way out: in their order, on a thread of their own, so that neither a run nor another
 * flow's events ever wait for this flow's endpoint. Nothing is sent twice. Thread-safe.
 */
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final String flow;
    private final Destination destination;
    private final OutboxLimits limits;
    private final DroppedEvents losses;
    private final ScheduledExecutorService timer;
    private final ExecutorService sender;

    private int waiting;
    private volatile boolean closed;
    // known to the sending thread alone
    private long failed;

    /** @param timer ends what takes too long */
    Outbox(
            CamelContext context,
            String flow,
            Destination destination,
            OutboxLimits limits,
            DroppedEvents losses,
            ScheduledExecutorService timer) {
        this.flow = flow;
        this.destination = destination;
        this.limits = limits;
        this.losses = losses;
        this.timer = timer;
        this.sender = WorkerThreads.queue(context, "rollcall-notify-" + flow, limits.room());
    }

    /**
     * Takes an event, or drops it where too many wait.
     *
     * @param key what the event is about
     * @param chain the flows whose events led to the event, and the flow itself
     * @param json called when it is sent, on the sending thread
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
            losses.add(flow);
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
            arrived();
        } catch (Throwable failure) { // an Error too: the next event must not be interrupted for this one
            FatalErrors.report(failure);
            boolean late = deadline.end();
            if (closed) {
                // counted among those that were dropped
                return;
            }
            failed(late ? "it took longer than " + limits.longest().toMillis() + " ms" : ErrorSummaries.of(failure));
        }
        losses.tellAtTimes();
    }

    private void arrived() {
        if (failed > 0) {
            LOG.info("events of flow {} arrive again; {} did not", flow, failed);
            failed = 0;
        }
    }

    private void failed(String why) {
        if (failed == 0) {
            LOG.warn(
                    "events of flow {} do not arrive: {}. They are not sent again, and nothing more is said until one"
                            + " arrives; the audit and the reports have everything. Check rollcall.flow.{}.notify",
                    flow,
                    why,
                    flow);
        }
        failed++;
    }

    /**
     * Waits until nothing is left to send.
     *
     * @param nanos how long at most
     * @return whether nothing is left
     */
    synchronized boolean await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; waiting > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return waiting == 0;
    }

    /** Drops what is left, that which is being sent included. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        sender.shutdownNow();
        losses.addAtTheEnd(flow, left());
        destination.close();
    }

    private synchronized int left() {
        return waiting;
    }

    /** Interrupts the sending thread when an event takes too long. */
    private final class Deadline implements Runnable {
        private final Thread thread;
        private @Nullable ScheduledFuture<?> alarm;
        private boolean over;
        private boolean late;

        Deadline(Thread thread) {
            this.thread = thread;
        }

        void begin() {
            alarm = timer.schedule(this, limits.longest().toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public synchronized void run() {
            if (!over) {
                late = true;
                thread.interrupt();
            }
        }

        /** Whether it took too long. An alarm from now on is none. */
        synchronized boolean end() {
            over = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
            if (late) {
                // the next event is not to be interrupted for this one
                Thread.interrupted();
            }
            return late;
        }
    }
}
