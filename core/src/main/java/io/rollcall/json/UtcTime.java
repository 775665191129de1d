package io.rollcall.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Writes a time as text in UTC with milliseconds: {@code 2026-11-20T08:00:00.000Z}. Thread-safe. */
public final class UtcTime extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final long SECONDS_A_DAY = 86_400;
    private static final Instant FIRST_PLAIN = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END_OF_PLAIN = Instant.parse("+10000-01-01T00:00:00Z");

    public UtcTime() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeString(text(time));
    }

    /** The time as text. */
    // a roster has two for each of a million people; only years that take a sign need the slower formatter
    public static String text(Instant time) {
        if (time.isBefore(FIRST_PLAIN) || !time.isBefore(END_OF_PLAIN)) {
            return TIME.format(time);
        }
        long seconds = time.getEpochSecond();
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_A_DAY));
        int second = (int) Math.floorMod(seconds, SECONDS_A_DAY);
        char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
        digits(text, 4, day.getYear());
        digits(text, 7, day.getMonthValue());
        digits(text, 10, day.getDayOfMonth());
        digits(text, 13, second / 3_600);
        digits(text, 16, second / 60 % 60);
        digits(text, 19, second % 60);
        digits(text, 23, time.getNano() / 1_000_000);
        return new String(text);
    }

    private static void digits(char[] text, int end, int number) {
        int at = end;
        for (int rest = number; rest > 0; rest /= 10) {
            text[--at] = (char) ('0' + rest % 10);
        }
    }
}
