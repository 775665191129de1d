package io.rollcall.http;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads dates of HTTP headers (RFC 9110 §5.6.7). Thread-safe. */
public final class HttpDate {
    // a server writes the same date into all responses of one second
    private static volatile Read last = new Read("", null);

    private HttpDate() {}

    /** A header and its date; null if it is malformed. */
    private record Read(String text, @Nullable ZonedDateTime date) {}

    /** When the server sent a response, by its own clock; null if the header is missing or malformed. */
    public static @Nullable ZonedDateTime of(HttpResponse response) {
        return parse(response.header("Date").orElse(""));
    }

    static @Nullable ZonedDateTime parse(String text) {
        Read known = last;
        if (!known.text().equals(text)) {
            known = new Read(text, read(text));
            last = known;
        }
        return known.date();
    }

    private static @Nullable ZonedDateTime read(String text) {
        try {
            return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
