package io.rollcall.state;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether this machine's clock is correct enough to remove old rows. Stateless and thread-safe. */
public final class ClockTrust {
    /** The largest accepted difference between two clocks; rows are kept for months. */
    public static final Duration TOLERANCE = Duration.ofDays(1);

    private ClockTrust() {}

    /**
     * Compares the clock with the other known times.
     *
     * @param now this machine's time
     * @param vendors the time of each vendor's last response; if empty, the clock is not trusted
     * @param newest when the newest row of the store was written; null if there is none
     * @return why the clock cannot be trusted and what to do; empty if it can
     */
    public static Optional<String> problem(Instant now, Collection<Instant> vendors, @Nullable Instant newest) {
        for (Instant vendor : vendors) {
            if (Duration.between(now, vendor).abs().compareTo(TOLERANCE) > 0) {
                return Optional.of("This machine's clock says " + shown(now) + ", a vendor's response says "
                        + shown(vendor) + ". Correct the clock. Until then no old row is removed from the store.");
            }
        }
        if (newest != null && newest.isAfter(now.plus(TOLERANCE))) {
            return Optional.of("The store's newest row is from " + shown(newest) + ", but this machine's clock says "
                    + shown(now)
                    + ": the clock is wrong or was wrong. Correct the clock. Until that day no old row is removed from"
                    + " the store.");
        }
        return vendors.isEmpty()
                ? Optional.of("No vendor's response has shown the time yet. No old row is removed from the store.")
                : Optional.empty();
    }

    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
