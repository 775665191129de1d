package io.rollcall.probe;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves times of a recording into the past, all by the same random span of whole minutes, so that their distances stay. Immutable
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
            "(\\d{4}-\\d{2}-\\d{2})([T ])(\\d{2}:\\d{2}(?::\\d{2})?)((?:\\.\\d{1,9})?(?:Z|[+-]\\d{2}(?::?\\d{2})?)?)");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");

    private final long seconds;

    private TimeShift(long seconds) {
        this.seconds = seconds;
    }

    static TimeShift random(RandomGenerator random) {
        return new TimeShift(-60 * (SHORTEST.toMinutes() + random.nextLong(RANGE.toMinutes())));
    }

    Instant of(Instant time) {
        return time.plusSeconds(seconds);
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
            return Optional.of(Long.toString(number + seconds));
        } else if (isTime(number / 1000)) {
            return Optional.of(Long.toString(number + seconds * 1000));
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
        return parts.matches() ? dateAndTime(parts) : httpDate(text);
    }

    /** In the letters of the original: what follows the minutes or seconds does not change. */
    private Optional<String> dateAndTime(Matcher parts) {
        try {
            LocalDateTime shifted = LocalDateTime.of(LocalDate.parse(parts.group(1)), LocalTime.parse(parts.group(3)))
                    .plusSeconds(seconds);
            String time = shifted.format(parts.group(3).length() > 5 ? SECONDS : MINUTES);
            return Optional.of(shifted.toLocalDate() + parts.group(2) + time + parts.group(4));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Shifts the date of an HTTP header; empty for any other text. */
    Optional<String> httpDate(String text) {
        try {
            ZonedDateTime time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(time.plusSeconds(seconds)));
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
