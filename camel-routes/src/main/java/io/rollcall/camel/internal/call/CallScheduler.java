package io.rollcall.camel.internal.call;

import io.rollcall.call.CallEvent;
import io.rollcall.call.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds the calls that wait for a permit, first come, first served, or for a delay to pass. No thread waits with them, and
 * every wait ends at once when Rollcall is stopped. Thread-safe.
 */
final class CallScheduler {
    private final InstantSource time;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Map<RateLimiter, PermitQueue> queues = new HashMap<>();
    private final Set<Waiter> delayed = new LinkedHashSet<>();
    private boolean stopped;

    /**
     * @param time a monotonic clock
     * @param workers on which waiters resume; must run, or have run, everything that it is given
     */
    CallScheduler(InstantSource time, ScheduledExecutorService timer, Executor workers) {
        this.time = time;
        this.timer = timer;
        this.workers = workers;
    }

    /** One wait of a call. */
    interface Waiter {
        /** Ends the wait; called once at most, on a worker. */
        void resume(CallEvent event);

        /** False once the call resumed because it was cancelled. */
        boolean isWaiting();
    }

    /** Resumes once the lock is free. */
    private record Due(Waiter waiter, CallEvent event) {}

    /**
     * Acquires a permit.
     *
     * @return the event where there is a permit now; null where the waiter resumes later
     */
    @Nullable CallEvent acquire(RateLimiter limiter, Waiter waiter) {
        List<Due> due;
        synchronized (this) {
            if (stopped) {
                return new CallEvent.Stopped();
            }
            PermitQueue queue = queues.computeIfAbsent(limiter, PermitQueue::new);
            if (queue.waiters.isEmpty() && limiter.acquire(time.instant()) instanceof RateLimiter.Permit permit) {
                return new CallEvent.PermitAcquired(permit);
            }
            queue.waiters.add(waiter);
            due = queue.serve();
        }
        resume(due);
        return null;
    }

    /** A permit was returned, or the time of the next one is known. */
    void permitReturned(RateLimiter limiter) {
        List<Due> due;
        synchronized (this) {
            PermitQueue queue = queues.get(limiter);
            due = queue == null ? List.of() : queue.serve();
        }
        resume(due);
    }

    /**
     * Waits for a delay to pass.
     *
     * @return the event where nothing waits any longer; null where the waiter resumes later
     */
    @Nullable CallEvent delay(Duration delay, Waiter waiter) {
        synchronized (this) {
            if (stopped) {
                return new CallEvent.Stopped();
            }
            delayed.add(waiter);
        }
        try {
            timer.schedule(() -> delayPassed(waiter), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RuntimeException | Error unusable) {
            return removed(waiter) ? new CallEvent.Stopped() : null;
        }
        return null;
    }

    private void delayPassed(Waiter waiter) {
        if (removed(waiter)) {
            resume(List.of(new Due(waiter, new CallEvent.Waited())));
        }
    }

    private synchronized boolean removed(Waiter waiter) {
        return delayed.remove(waiter);
    }

    /** Ends every wait, now and from now on. */
    void stop() {
        List<Due> due = new ArrayList<>();
        synchronized (this) {
            stopped = true;
            delayed.forEach(waiter -> due.add(new Due(waiter, new CallEvent.Stopped())));
            delayed.clear();
            for (PermitQueue queue : queues.values()) {
                queue.waiters.forEach(waiter -> due.add(new Due(waiter, new CallEvent.Stopped())));
                queue.waiters.clear();
            }
        }
        resume(due);
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    // never under the lock: without workers the waiter resumes right here
    private void resume(List<Due> due) {
        due.forEach(one -> workers.execute(() -> one.waiter().resume(one.event())));
    }

    /** Those who wait for the permits of one limiter. */
    private final class PermitQueue {
        private final RateLimiter limiter;
        private final Queue<Waiter> waiters = new ArrayDeque<>();
        private Instant nextServe = Instant.MAX;

        PermitQueue(RateLimiter limiter) {
            this.limiter = limiter;
        }

        List<Due> serve() {
            List<Due> due = new ArrayList<>();
            while (!waiters.isEmpty()) {
                if (!waiters.element().isWaiting()) {
                    waiters.remove();
                    continue;
                }
                Instant now = time.instant();
                RateLimiter.Acquisition acquisition = limiter.acquire(now);
                if (acquisition instanceof RateLimiter.Later later) {
                    serveAgain(now, later.until());
                    break;
                }
                due.add(new Due(waiters.remove(), new CallEvent.PermitAcquired((RateLimiter.Permit) acquisition)));
            }
            return due;
        }

        // without a time, the response to a call under way leads to permitReturned
        private void serveAgain(Instant now, @Nullable Instant until) {
            if (until != null && (until.isBefore(nextServe) || !nextServe.isAfter(now))) {
                nextServe = until;
                try {
                    timer.schedule(
                            this::timePassed, Duration.between(now, until).toNanos(), TimeUnit.NANOSECONDS);
                } catch (RejectedExecutionException ending) {
                    // the timer is shut down: stop() ends this wait
                    nextServe = Instant.MAX;
                }
            }
        }

        private void timePassed() {
            List<Due> due;
            synchronized (CallScheduler.this) {
                nextServe = Instant.MAX;
                due = serve();
            }
            resume(due);
        }
    }
}
