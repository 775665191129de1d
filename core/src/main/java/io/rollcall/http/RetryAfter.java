package io.rollcall.http;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After} (RFC 9110 §10.2.3). Stateless and thread-safe. */
public final class RetryAfter {
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /**
     * The time to wait. A date is read relative to the response's own {@code Date}, so that a wrong local clock has no
     * effect.
     *
     * @return zero or longer; null if the header is missing or malformed
     */
    public static @Nullable Duration of(HttpResponse response) {
        String value = response.header("Retry-After").map(String::strip).orElse("");
        if (value.isEmpty()) {
            return null;
        }
        if (value.length() <= MAX_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        ZonedDateTime until = HttpDate.parse(value);
        ZonedDateTime from = HttpDate.of(response);
        if (until == null || from == null) {
            return null;
        }
        Duration wait = Duration.between(from, until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
