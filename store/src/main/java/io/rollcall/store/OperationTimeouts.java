package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long uses of the store wait for other processes and threads: a longest time each, and an end for all of them
 * when the program stops. Thread-safe.
 */
final class OperationTimeouts {
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private final Duration longest;
    private final long base = System.nanoTime();
    /** Nanoseconds after {@link #base}. */
    private volatile long end = Long.MAX_VALUE;

    OperationTimeouts(Duration longest) {
        this.longest = longest;
    }

    /** Ends every wait, present and future, within a time from now. */
    void endWithin(Duration time) {
        end = System.nanoTime() - base + time.toNanos();
    }

    /** The wait of one use, which begins now. */
    Wait begin() {
        return new Wait(System.nanoTime() - base + longest.toNanos());
    }

    /** The wait of one use. */
    final class Wait {
        private final long own;

        private Wait(long own) {
            this.own = own;
        }

        /** Nanoseconds until it ends; 0 or less when it has ended. */
        long left() {
            return Math.min(own, end) - (System.nanoTime() - base);
        }

        /**
         * Waits a moment.
         *
         * @throws StoreException where the thread is interrupted, which it stays
         */
        void pause() {
            LockSupport.parkNanos(Math.max(1, Math.min(POLL_NANOS, left())));
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted();
            }
        }
    }

    static StoreException interrupted() {
        return new StoreException("Waiting for the store was interrupted because Rollcall stops.", null);
    }
}
