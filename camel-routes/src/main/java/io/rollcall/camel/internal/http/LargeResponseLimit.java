package io.rollcall.camel.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that one large answer is in memory at a time, with what is read out of it: sixteen of them would not fit.
 * Usual answers are not large. Thread-safe.
 */
final class LargeResponseLimit {
    /**
     * Above how many bytes an answer is large. JSON takes up to some 35 times its bytes, and many answers are read side by
     * side.
     */
    static final int LARGE =
            (int) Math.max(64 << 10, Math.min(1 << 20, Runtime.getRuntime().maxMemory() >> 10));

    private static final Semaphore ONE = new Semaphore(1, true);

    private LargeResponseLimit() {}

    /** The turn of one request's answer. Used by one thread. */
    static final class Turn implements AutoCloseable {
        private boolean taken;

        /**
         * Waits until no other large answer is in memory.
         *
         * @throws IOException where it takes too long
         */
        void take(Duration longest) throws IOException {
            try {
                if (!taken && !ONE.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new InterruptedIOException("other large answers were read for too long");
                }
                taken = true;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("reading was stopped");
            }
        }

        @Override
        public void close() {
            if (taken) {
                taken = false;
                ONE.release();
            }
        }
    }
}
