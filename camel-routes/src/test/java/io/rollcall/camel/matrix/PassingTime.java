package io.rollcall.camel.matrix;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time that passes only when somebody waits, and then at once: what is scheduled for later happens now, later. Decisions see
 * the same times as ever. Thread-safe, for one call at a time.
 */
final class PassingTime extends ScheduledThreadPoolExecutor implements InstantSource {
    private final AtomicReference<Instant> now;

    PassingTime(Instant start) {
        super(1);
        now = new AtomicReference<>(start);
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        pass(Duration.of(Math.max(0, delay), unit.toChronoUnit()));
        return super.schedule(task, 0, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("Rollcall does not wait for a result of the scheduler");
    }
}
