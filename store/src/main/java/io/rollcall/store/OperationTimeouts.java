package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Limits how long operations wait for other processes and threads: a timeout for each operation, and an end for all when
 * the program stops. Thread-safe.
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

    /** Begins the wait of one operation. */
    Wait begin() {
        return new Wait(System.nanoTime() - base + longest.toNanos());
    }

    /** The wait of one operation. */
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
         * Waits for 20 ms at most.
         *
         * @throws StoreException if the thread is interrupted; its interrupt status stays set
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
