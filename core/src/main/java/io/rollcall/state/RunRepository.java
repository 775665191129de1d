package io.rollcall.state;

import io.rollcall.report.RunOutcome;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * Counts how the runs of flows ended, by day. Every method throws {@link StoreException} if the store cannot be used.
 * Thread-safe.
 */
public interface RunRepository {
    /** Stores nothing. */
    RunRepository NONE = new RunRepository() {
        @Override
        public void ended(Collection<Runs> runs) {}

        @Override
        public List<Runs> since(LocalDate first) {
            return List.of();
        }
    };

    /** Adds runs to those that are counted, in one transaction. */
    void ended(Collection<Runs> runs);

    /** How runs ended from a day on, by flow and day; days and outcomes without a run are absent. Kept for 40 days. */
    List<Runs> since(LocalDate first);

    /**
     * The runs of a flow with one outcome on one day.
     *
     * @param day when they started, in Rollcall's time zone
     * @param count 1 or more
     */
    record Runs(String flow, LocalDate day, RunOutcome outcome, long count) {}
}
