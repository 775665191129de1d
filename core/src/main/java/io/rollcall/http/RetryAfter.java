package io.rollcall.http;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Reads how long a server asks to be left alone (RFC 9110 §10.2.3). */
public final class RetryAfter {
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /**
     * The time to wait. A date is understood relative to the answer's own {@code Date}, so that a wrong clock here does no
     * harm.
     *
     * @return zero or longer; null where the server does not ask, or asks in a form that cannot be read
     */
    public static @Nullable Duration of(HttpResponse response) {
        String asked = response.header("Retry-After").map(String::strip).orElse("");
        if (asked.isEmpty()) {
            return null;
        }
        if (asked.length() <= MOST_DIGITS && asked.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(Long.parseLong(asked));
        }
        ZonedDateTime until = HttpDate.parse(asked);
        ZonedDateTime from = HttpDate.of(response);
        if (until == null || from == null) {
            return null;
        }
        Duration wait = Duration.between(from, until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
