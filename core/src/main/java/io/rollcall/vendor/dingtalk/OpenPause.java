package io.rollcall.vendor.dingtalk;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause before a connection is opened again: 1 s · 2ⁿ, at most 60 s, with full jitter, so that programs that lost their
 * connections together do not come back together (docs/vendors/dingtalk-stream.md §3). A cause that lasts takes the opens of an
 * hour within minutes that way; so then the steps are of five minutes, and of thirty after two hours, lest a failure of some days
 * takes the month's. Not thread-safe.
 */
final class OpenPause {
    static final int QUICK = 8;
    static final int SLOW = 32;
    static final Duration STEP = Duration.ofMinutes(5);
    static final Duration LONG_STEP = Duration.ofMinutes(30);
    private static final long LONGEST_MILLIS = 60_000;

    private final RandomGenerator random;
    private int attempts;

    OpenPause(RandomGenerator random) {
        this.random = random;
    }

    /** A connection is opened. */
    void attempt() {
        attempts++;
    }

    /** Frames come over a connection that lasts: the next pause is short. */
    void reset() {
        attempts = 0;
    }

    boolean isReset() {
        return attempts == 0;
    }

    Duration next() {
        if (attempts >= SLOW) {
            return LONG_STEP;
        }
        return attempts >= QUICK
                ? STEP
                : Duration.ofMillis(random.nextLong(Math.min(LONGEST_MILLIS, 1_000L << attempts) + 1));
    }
}
