package io.rollcall.call;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call is repeated, and after which pause. One for each call; not thread-safe.
 *
 * <p>A throttled call was certainly not acted on, so every kind of call is repeated: a few times, and never for longer
 * than a minute or two at once. After a failure with an unknown outcome only reading is repeated, twice.
 */
final class RetryPolicy {
    /** The shortest pause after a refusal for the rate (docs/vendors/dingtalk.md §3.2). */
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final int THROTTLED_REPEATS = 5;
    private static final int FAILURE_REPEATS = 2;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(400);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    private final Operation.Repeat afterUnknownOutcome;
    private final RandomGenerator chance;
    private int throttled;
    private int failed;

    RetryPolicy(Operation.Repeat afterUnknownOutcome, RandomGenerator chance) {
        this.afterUnknownOutcome = afterUnknownOutcome;
        this.chance = chance;
    }

    /**
     * The pause before the repeat of a throttled call; empty where it must not be repeated any more.
     *
     * @param wall the time of day: a vendor that counts by the minute begins again with its minute
     */
    Optional<Duration> afterThrottling(Fault.Throttled fault, Instant wall) {
        Duration pause = fault.window() == Fault.Throttled.Window.MINUTE && fault.retryAfter() == null
                ? Duration.between(wall, wall.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES))
                : SHORTEST_PAUSE;
        if (fault.retryAfter() != null && fault.retryAfter().compareTo(pause) > 0) {
            pause = fault.retryAfter();
        }
        if (++throttled > THROTTLED_REPEATS || pause.compareTo(LONGEST_PAUSE) > 0) {
            return Optional.empty();
        }
        // callers that were refused together must not come back together
        return Optional.of(pause.plusMillis(chance.nextLong(500)));
    }

    /** The pause before the repeat of a call that failed or was not answered; empty where it must not be repeated. */
    Optional<Duration> afterFailure(@Nullable Duration retryAfter) {
        if (afterUnknownOutcome != Operation.Repeat.REPEAT || ++failed > FAILURE_REPEATS) {
            return Optional.empty();
        }
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << (failed - 1));
        Duration pause = backOff.plusMillis(chance.nextLong(backOff.toMillis()));
        if (retryAfter != null && retryAfter.compareTo(pause) > 0) {
            pause = retryAfter;
        }
        return pause.compareTo(LONGEST_BACK_OFF) > 0 ? Optional.empty() : Optional.of(pause);
    }
}
