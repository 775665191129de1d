package io.rollcall.sandbox.internal.http;

import java.time.Instant;
import java.time.InstantSource;

/** The sandbox's clock. The system's time is monotonic where intervals are measured. Thread-safe. */
public final class SandboxClock {
    private final InstantSource source;
    private final boolean real;

    private SandboxClock(InstantSource source, boolean real) {
        this.source = source;
        this.real = real;
    }

    /** The system's time. */
    public static SandboxClock system() {
        return new SandboxClock(InstantSource.system(), true);
    }

    /** A clock that the caller controls. */
    public static SandboxClock of(InstantSource source) {
        return new SandboxClock(source, false);
    }

    /** Whether this is the system's time. */
    public boolean isReal() {
        return real;
    }

    /** Milliseconds since the epoch. */
    public long millis() {
        return source.millis();
    }

    /** Nanoseconds since an arbitrary origin, for intervals. */
    public long nanos() {
        if (real) {
            return System.nanoTime();
        }
        Instant now = source.instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }
}
