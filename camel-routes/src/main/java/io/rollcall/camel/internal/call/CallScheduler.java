package io.rollcall.camel.internal.call;

import io.rollcall.call.CallEvent;
import io.rollcall.call.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
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
 * Where calls wait: for a place, first come, first served, or for a time to pass. Nobody's thread waits with them, and
 * every wait ends at once when the program is stopped. Thread-safe.
 */
final class CallScheduler {
    private final InstantSource time;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Map<RateLimiter, PlaceQueue> queues = new HashMap<>();
    private final Set<Waiter> sleepers = new LinkedHashSet<>();
    private boolean stopped;

    /**
     * @param time a monotonic clock
     * @param workers on which waiters go on; must run, or have run, everything that it is given
     */
    CallScheduler(InstantSource time, ScheduledExecutorService timer, Executor workers) {
        this.time = time;
        this.timer = timer;
        this.workers = workers;
    }

    /** A call that waits. Goes on exactly once. */
    interface Waiter {
        /** Goes on, on a worker. */
        void goOn(CallEvent event);

        /** Whether the call is still wanted; a wait for one that is not can be ended. */
        boolean isWanted();
    }

    /** What is to be done once the lock is free. */
    private record Due(Waiter waiter, CallEvent event) {}

    /**
     * Asks for a place.
     *
     * @return the event where it happens at once; null where the waiter goes on later, on a worker
     */
    @Nullable CallEvent place(RateLimiter pacer, Waiter waiter) {
        List<Due> due;
        synchronized (this) {
            if (stopped) {
                return new CallEvent.Stopped();
            }
            PlaceQueue queue = queues.computeIfAbsent(pacer, PlaceQueue::new);
            if (queue.waiters.isEmpty() && pacer.reserve(time.instant()) instanceof RateLimiter.Place place) {
                return new CallEvent.Placed(place);
            }
            queue.waiters.add(waiter);
            due = queue.serve();
        }
        goOn(due);
        return null;
    }

    /** A place of the pacer may have become free, or a time to ask again known. */
    void mayBeFree(RateLimiter pacer) {
        List<Due> due;
        synchronized (this) {
            PlaceQueue queue = queues.get(pacer);
            due = queue == null ? List.of() : queue.serve();
        }
        goOn(due);
    }

    /**
     * Waits for a time to pass.
     *
     * @return the event where it happens at once; null where the sleeper goes on later, on a worker
     */
    @Nullable CallEvent sleep(Duration duration, Waiter sleeper) {
        synchronized (this) {
            if (stopped) {
                return new CallEvent.Stopped();
            }
            sleepers.add(sleeper);
        }
        try {
            timer.schedule(() -> wake(sleeper), duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RuntimeException | Error unusable) {
            return forgotten(sleeper) ? new CallEvent.Stopped() : null;
        }
        return null;
    }

    private void wake(Waiter sleeper) {
        if (forgotten(sleeper)) {
            goOn(List.of(new Due(sleeper, new CallEvent.Waited())));
        }
    }

    private synchronized boolean forgotten(Waiter sleeper) {
        return sleepers.remove(sleeper);
    }

    /** Ends the waits of calls that are not wanted any more. */
    void endUnwanted() {
        List<Due> due = new ArrayList<>();
        synchronized (this) {
            take(sleepers, due);
            queues.values().forEach(queue -> take(queue.waiters, due));
        }
        goOn(due);
    }

    private static void take(Collection<Waiter> waiters, List<Due> due) {
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (!waiter.isWanted()) {
                all.remove();
                due.add(new Due(waiter, new CallEvent.Stopped()));
            }
        }
    }

    /** Ends every wait; nobody waits any more. */
    void stop() {
        List<Due> due = new ArrayList<>();
        synchronized (this) {
            stopped = true;
            sleepers.forEach(sleeper -> due.add(new Due(sleeper, new CallEvent.Stopped())));
            sleepers.clear();
            for (PlaceQueue queue : queues.values()) {
                queue.waiters.forEach(waiter -> due.add(new Due(waiter, new CallEvent.Stopped())));
                queue.waiters.clear();
            }
        }
        goOn(due);
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    // never under the lock: a worker that cannot take it lets it go on right here
    private void goOn(List<Due> due) {
        due.forEach(one -> workers.execute(() -> one.waiter().goOn(one.event())));
    }

    /** Those who wait for one pacer's places. */
    private final class PlaceQueue {
        private final RateLimiter pacer;
        private final Queue<Waiter> waiters = new ArrayDeque<>();
        private Instant nextServe = Instant.MAX;

        PlaceQueue(RateLimiter pacer) {
            this.pacer = pacer;
        }

        List<Due> serve() {
            List<Due> due = new ArrayList<>();
            while (!waiters.isEmpty()) {
                Instant now = time.instant();
                RateLimiter.Reservation reservation = pacer.reserve(now);
                if (reservation instanceof RateLimiter.Later later) {
                    serveAgain(now, later.until());
                    break;
                }
                due.add(new Due(waiters.remove(), new CallEvent.Placed((RateLimiter.Place) reservation)));
            }
            return due;
        }

        // without a time, an answer to a call under way calls mayBeFree
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
            goOn(due);
        }
    }
}
