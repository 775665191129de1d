package io.rollcall.sandbox.internal.wire;

import java.time.Instant;
import java.time.InstantSource;

/** The sandbox's time. A real clock is read monotonically where intervals are measured. Thread-safe. */
public final class Ticks {
    private final InstantSource source;
    private final boolean real;

    private Ticks(InstantSource source, boolean real) {
        this.source = source;
        this.real = real;
    }

    /** The system's time. */
    public static Ticks system() {
        return new Ticks(InstantSource.system(), true);
    }

    /** Time that somebody else moves. */
    public static Ticks of(InstantSource source) {
        return new Ticks(source, false);
    }

    /** Milliseconds since the epoch. */
    public long millis() {
        return source.millis();
    }

    /** Nanoseconds since some point, for intervals. */
    public long nanos() {
        if (real) {
            return System.nanoTime();
        }
        Instant now = source.instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }
}
