package io.rollcall.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of what Rollcall writes about people: what is absent or empty is left out, times are in UTC with milliseconds,
 * whole numbers exact. Pure and thread-safe.
 */
public final class Fields {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Instant FIRST_PLAIN = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END_OF_PLAIN = Instant.parse("+10000-01-01T00:00:00Z");
    private static final char REPLACEMENT = '\uFFFD';

    private Fields() {}

    public static void text(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(field, expressible(value));
        }
    }

    static void texts(JsonGenerator json, String field, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(field);
            for (String value : values) {
                json.writeString(expressible(value));
            }
            json.writeEndArray();
        }
    }

    public static void flag(JsonGenerator json, String field, @Nullable Boolean value) throws IOException {
        if (value != null) {
            json.writeBooleanField(field, value);
        }
    }

    public static void number(JsonGenerator json, String field, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(field, value);
        }
    }

    public static void time(JsonGenerator json, String field, @Nullable Instant value) throws IOException {
        if (value != null) {
            json.writeStringField(field, text(value));
        }
    }

    // two for each of a million people: the formatter is needed for years that take a sign only
    private static String text(Instant time) {
        if (time.isBefore(FIRST_PLAIN) || !time.isBefore(END_OF_PLAIN)) {
            return TIME.format(time);
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        digits(text, 4, utc.getYear());
        digits(text, 7, utc.getMonthValue());
        digits(text, 10, utc.getDayOfMonth());
        digits(text, 13, utc.getHour());
        digits(text, 16, utc.getMinute());
        digits(text, 19, utc.getSecond());
        digits(text, 23, time.getNano() / 1_000_000);
        return new String(text);
    }

    private static void digits(char[] text, int end, int number) {
        int at = end;
        for (int rest = number; rest > 0; rest /= 10) {
            text[--at] = (char) ('0' + rest % 10);
        }
    }

    // half a surrogate pair, which JSON escapes can bring in, cannot be written as UTF-8
    static String expressible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutHalves(text);
            }
        }
        return text;
    }

    private static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c));
        return whole.toString();
    }
}
