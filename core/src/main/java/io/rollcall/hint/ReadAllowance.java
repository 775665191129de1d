package io.rollcall.hint;

import java.time.Instant;

/** Decides whether the month's calls allow a read of a meeting's members because the meeting started. Thread-safe. */
@FunctionalInterface
public interface ReadAllowance {
    /** Calls are not metered. */
    ReadAllowance UNLIMITED = (made, now) -> true;

    /**
     * Whether one more read may be made; counts it if so. A read that may not be made is left to the next poll.
     *
     * @param made how many reads of the meeting were due before
     * @param now a reading of a monotonic clock
     */
    boolean takes(int made, Instant now);
}
