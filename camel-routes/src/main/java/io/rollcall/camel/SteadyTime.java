package io.rollcall.camel;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a clock, carried on without jumps: pacing and token lives must not be upset when somebody sets the clock.
 * Thread-safe.
 */
final class SteadyTime implements InstantSource {
    private final Instant start;
    private final long startNanos = System.nanoTime();

    SteadyTime(Clock clock) {
        this.start = clock.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
