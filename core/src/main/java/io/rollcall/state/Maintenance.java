package io.rollcall.state;

import java.time.Instant;
import java.util.Optional;

/**
 * Removes old rows from the store. The clock of this machine alone never decides: with a clock that is wrong for one run,
 * it would remove every claim, and Rollcall would call people again. Thread-safe.
 */
public interface Maintenance {

    /** Removes nothing. */
    Maintenance NONE = new Maintenance() {
        @Override
        public void vendorTime(String application, Instant time) {}

        @Override
        public Optional<String> run() {
            return Optional.empty();
        }
    };

    /**
     * Records the time that a vendor's response carries in its {@code Date} header.
     *
     * @param application the vendor and its application
     */
    void vendorTime(String application, Instant time);

    /**
     * Removes old rows, at most once a day, if the clock can be trusted; as long as no vendor told the time, only those of the
     * attendance history. Rows of meetings that were read since the last
     * time stay.
     *
     * @return why the clock cannot be trusted and what to do, at most once a day; empty if it can, or if a day has not
     *     passed yet
     * @throws StoreException if the store cannot be used
     */
    Optional<String> run();
}
