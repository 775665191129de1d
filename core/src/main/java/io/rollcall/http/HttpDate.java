package io.rollcall.http;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads dates of HTTP headers (RFC 9110 §5.6.7). Stateless and thread-safe. */
public final class HttpDate {
    private HttpDate() {}

    /** When the server sent a response, by its own clock; null if the header is missing or malformed. */
    public static @Nullable ZonedDateTime of(HttpResponse response) {
        return parse(response.header("Date").orElse(""));
    }

    static @Nullable ZonedDateTime parse(String text) {
        try {
            return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
