package io.rollcall.probe;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves times of a recording into the past, all by the same random span of milliseconds, so that their distances stay. Immutable
 * and thread-safe. Its text form does not show the span.
 */
final class TimeShift {
    private static final Duration SHORTEST = Duration.ofDays(400);
    private static final Duration RANGE = Duration.ofDays(2000);
    private static final long FIRST_SECOND =
            Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
    private static final int LONGEST_NUMBER = 15;
    private static final Pattern DATE_AND_TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})([T ])(\\d{2}:\\d{2})(:\\d{2})?(\\.\\d{1,9})?(Z|[+-]\\d{2}(?::?\\d{2})?)?");

    private final Duration span;

    private TimeShift(Duration span) {
        this.span = span;
    }

    static TimeShift random(RandomGenerator random) {
        return new TimeShift(SHORTEST.plusMillis(random.nextLong(RANGE.toMillis())));
    }

    Instant of(Instant time) {
        return time.minus(span);
    }

    /** Shifts seconds or milliseconds since 1970; empty for a number that is no time after 1990. 0 stays. */
    Optional<String> number(String digits) {
        if (digits.length() > LONGEST_NUMBER || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long number = digits.isEmpty() ? -1 : Long.parseLong(digits);
        if (number == 0) {
            return Optional.of(digits);
        } else if (isTime(number)) {
            return Optional.of(Long.toString(of(Instant.ofEpochSecond(number)).getEpochSecond()));
        } else if (isTime(number / 1000)) {
            return Optional.of(Long.toString(of(Instant.ofEpochMilli(number)).toEpochMilli()));
        }
        return Optional.empty();
    }

    /** Shifts a number, or a date with a time; empty for any other text. */
    Optional<String> text(String text) {
        Optional<String> number = number(text);
        if (number.isPresent()) {
            return number;
        }
        Matcher parts = DATE_AND_TIME.matcher(text);
        return parts.matches() ? dateAndTime(parts) : Optional.empty();
    }

    /** Whether a text is a number that may be a time, or a date with a time. */
    static boolean isDate(String text) {
        return text.matches("\\d{10}|\\d{13}") || DATE_AND_TIME.matcher(text).matches();
    }

    /** In the form of the original, and in its zone. */
    private Optional<String> dateAndTime(Matcher parts) {
        String seconds = parts.group(4);
        String fraction = parts.group(5);
        String zone = parts.group(6);
        try {
            LocalDateTime shifted = LocalDateTime.parse(parts.group(1) + "T" + parts.group(3)
                            + (seconds == null ? "" : seconds) + (fraction == null ? "" : fraction))
                    .minus(span);
            String minutes =
                    shifted.truncatedTo(ChronoUnit.MINUTES).toLocalTime().toString();
            String nanos = String.format(Locale.ROOT, ".%09d", shifted.getNano());
            return Optional.of(shifted.toLocalDate()
                    + parts.group(2)
                    + minutes
                    + (seconds == null ? "" : String.format(Locale.ROOT, ":%02d", shifted.getSecond()))
                    + (fraction == null ? "" : nanos.substring(0, fraction.length()))
                    + (zone == null ? "" : zone));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static boolean isTime(long second) {
        return second > FIRST_SECOND && second < LAST_SECOND;
    }

    @Override
    public String toString() {
        return "TimeShift[***]";
    }
}
