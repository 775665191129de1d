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
 * Decides whether a call is retried, and after which pause. One for each call; not thread-safe.
 *
 * <p>A throttled call was certainly not acted on, so every kind of call is retried: five times at most, each time
 * after two minutes at most. After a failure with an unknown outcome only calls that read are retried, twice.
 */
final class RetryPolicy {
    /** The shortest pause after a refusal for the rate (docs/vendors/dingtalk.md §3.2). */
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final int THROTTLED_RETRIES = 5;
    private static final int FAILURE_RETRIES = 2;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(400);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    private final Operation.Repeat afterUnknownOutcome;
    private final RandomGenerator random;
    private int throttled;
    private int failed;

    RetryPolicy(Operation.Repeat afterUnknownOutcome, RandomGenerator random) {
        this.afterUnknownOutcome = afterUnknownOutcome;
        this.random = random;
    }

    /**
     * The pause before the retry of a throttled call; empty where it must not be retried.
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
        if (++throttled > THROTTLED_RETRIES || pause.compareTo(LONGEST_PAUSE) > 0) {
            return Optional.empty();
        }
        // callers that were refused together must not come back together
        return Optional.of(pause.plusMillis(random.nextLong(500)));
    }

    /** The pause before the retry of a call that failed or got no response; empty where it must not be retried. */
    Optional<Duration> afterFailure(@Nullable Duration retryAfter) {
        if (afterUnknownOutcome != Operation.Repeat.REPEAT || ++failed > FAILURE_RETRIES) {
            return Optional.empty();
        }
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << (failed - 1));
        Duration pause = backOff.plusMillis(random.nextLong(backOff.toMillis()));
        if (retryAfter != null && retryAfter.compareTo(pause) > 0) {
            pause = retryAfter;
        }
        return pause.compareTo(LONGEST_BACK_OFF) > 0 ? Optional.empty() : Optional.of(pause);
    }
}
