package io.rollcall.tell;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a channel reported. Immutable.
 *
 * @param failure what identifies it: a kind of subject, fault and code, without ids of people and meetings
 * @param since when it was first seen
 * @param at when it was last reported
 * @param over whether its end was reported too
 */
public record Told(String failure, Instant since, Instant at, boolean over) {
    /** How long people are assumed to know of a failure. */
    private static final Duration REMINDER = Duration.ofDays(1);

    /** Whether it was reported within a day; a time in the future was written by a clock that was wrong. */
    boolean isRecent(Instant now) {
        return now.isBefore(at.plus(REMINDER)) && !now.isBefore(at.minus(REMINDER));
    }

    /**
     * Whether people must hear of a failure: it is new, it is back, or they heard of it a day ago.
     *
     * @param failure null if it was not reported
     */
    static boolean isDue(@Nullable Told failure, Instant now) {
        return failure == null || failure.over() || !failure.isRecent(now);
    }
}
