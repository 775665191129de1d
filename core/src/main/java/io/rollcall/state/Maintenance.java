package io.rollcall.state;

import java.time.Instant;
import java.util.Optional;

/**
 * Removes what has outlived its use from the store. The clock of this machine alone never decides: a clock that is wrong
 * for one run would remove every claim, and people would be called again. Thread-safe.
 */
public interface Maintenance {

    /** For a store that removes nothing. */
    Maintenance NONE = new Maintenance() {
        @Override
        public void vendorTime(String application, Instant time) {}

        @Override
        public Optional<String> run() {
            return Optional.empty();
        }
    };

    /**
     * Notes the time that a vendor's response carries in its {@code Date} header.
     *
     * @param application the vendor and its application
     */
    void vendorTime(String application, Instant time);

    /**
     * Removes old rows, at most once a day, if the clock can be trusted. Rows of meetings that were read since the last
     * time stay.
     *
     * @return why the clock cannot be trusted and what to do, at most once a day; empty where it can, or where there is
     *     nothing to do yet
     * @throws StoreException where the store cannot be used
     */
    Optional<String> run();
}
