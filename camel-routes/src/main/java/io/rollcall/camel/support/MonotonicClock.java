package io.rollcall.camel.support;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Measures time from an arbitrary origin, independently of the time of day: for rates, pauses, ages and durations. Only
 * differences have a meaning. Thread-safe.
 */
public final class MonotonicClock implements InstantSource {
    private final LongSupplier nanoTime;
    private final long origin;

    private MonotonicClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /** The machine's, as {@link System#nanoTime} reads it. */
    public static MonotonicClock system() {
        return new MonotonicClock(System::nanoTime);
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - origin);
    }
}
