package io.rollcall.camel.internal.call;

import io.rollcall.call.Event;
import io.rollcall.call.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where calls wait: for a place, first come, first served, or for a time to pass. Nobody's thread waits with them, and
 * every wait ends at once when the program is stopped. Thread-safe.
 */
final class Waiting {
    private final InstantSource time;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Map<Pacer, PlaceQueue> queues = new HashMap<>();
    private final Set<Consumer<Event>> sleepers = new HashSet<>();
    private boolean stopped;

    /** @param time a monotonic clock */
    Waiting(InstantSource time, ScheduledExecutorService timer, Executor workers) {
        this.time = time;
        this.timer = timer;
        this.workers = workers;
    }

    /**
     * Asks for a place.
     *
     * @return the event where it happens at once; null where the waiter will be told later, on a worker
     */
    synchronized @Nullable Event place(Pacer pacer, Consumer<Event> waiter) {
        if (stopped) {
            return new Event.Stopped();
        }
        PlaceQueue queue = queues.computeIfAbsent(pacer, PlaceQueue::new);
        if (queue.waiters.isEmpty() && pacer.reserve(time.instant()) instanceof Pacer.Place place) {
            return new Event.Placed(place);
        }
        queue.waiters.add(waiter);
        queue.serve();
        return null;
    }

    /** A place of the pacer may have become free, or a time to ask again known. */
    synchronized void mayBeFree(Pacer pacer) {
        PlaceQueue queue = queues.get(pacer);
        if (queue != null) {
            queue.serve();
        }
    }

    /** Tells the waiter, on a worker, when the time has passed; at once where everything is being stopped. */
    synchronized @Nullable Event sleep(Duration duration, Consumer<Event> sleeper) {
        if (stopped) {
            return new Event.Stopped();
        }
        sleepers.add(sleeper);
        timer.schedule(() -> wake(sleeper), duration.toNanos(), TimeUnit.NANOSECONDS);
        return null;
    }

    private synchronized void wake(Consumer<Event> sleeper) {
        if (sleepers.remove(sleeper)) {
            workers.execute(() -> sleeper.accept(new Event.Waited()));
        }
    }

    /** Ends every wait; nobody waits any more. */
    synchronized void stop() {
        stopped = true;
        List<Consumer<Event>> all = new ArrayList<>(sleepers);
        sleepers.clear();
        for (PlaceQueue queue : queues.values()) {
            all.addAll(queue.waiters);
            queue.waiters.clear();
        }
        all.forEach(waiter -> workers.execute(() -> waiter.accept(new Event.Stopped())));
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Those who wait for one pacer's places. */
    private final class PlaceQueue {
        private final Pacer pacer;
        private final Queue<Consumer<Event>> waiters = new ArrayDeque<>();
        private Instant nextServe = Instant.MAX;

        PlaceQueue(Pacer pacer) {
            this.pacer = pacer;
        }

        void serve() {
            while (!waiters.isEmpty()) {
                Instant now = time.instant();
                Pacer.Reservation reservation = pacer.reserve(now);
                if (reservation instanceof Pacer.Later later) {
                    serveAgain(now, later.until());
                    return;
                }
                Consumer<Event> first = waiters.remove();
                workers.execute(() -> first.accept(new Event.Placed((Pacer.Place) reservation)));
            }
        }

        // without a time, an answer to a call under way calls mayBeFree
        private void serveAgain(Instant now, @Nullable Instant until) {
            if (until != null && (until.isBefore(nextServe) || !nextServe.isAfter(now))) {
                nextServe = until;
                timer.schedule(this::timePassed, Duration.between(now, until).toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private void timePassed() {
            synchronized (Waiting.this) {
                nextServe = Instant.MAX;
                serve();
            }
        }
    }
}
