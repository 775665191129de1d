package io.rollcall.setting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time that a person gives, of the command line or of an endpoint's option. Stateless and thread-safe. */
public final class TimeText {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([smhdw])");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS,
            "w", ChronoUnit.WEEKS);

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private TimeText() {}

    /**
     * Reads a time in the past: a span back from now ({@code 2h}, {@code 7d}), a date or a date with a time in a zone, or an
     * instant.
     *
     * @throws MalformedValueException if it is none of these
     */
    public static Instant since(String text, Instant now, ZoneId zone) {
        return parse(text, "back from", span -> now.minus(span), zone);
    }

    /**
     * Reads a time to come: a span ahead of now ({@code 2h}, {@code 7d}), a date or a date with a time in a zone, or an
     * instant. A date means the beginning of that day.
     *
     * @throws MalformedValueException if it is none of these, or over already
     */
    public static Instant until(String text, Instant now, ZoneId zone) {
        Instant time = parse(text, "ahead of", span -> now.plus(span), zone);
        if (!time.isAfter(now)) {
            throw new MalformedValueException("must be a time to come, and " + ValueTypes.quoted(text) + " is over");
        }
        return time;
    }

    /**
     * Rejects years that no store can keep.
     *
     * @throws DateTimeException for a year that is negative or has more than four digits
     */
    public static Instant storable(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new DateTimeException("not a year from 0 to 9999");
        }
        return time;
    }

    private static Instant parse(String text, String direction, Function<Duration, Instant> fromNow, ZoneId zone) {
        String stripped = text.strip();
        Matcher span = SPAN.matcher(stripped);
        if (span.matches()) {
            Duration unit =
                    UNITS.getOrDefault(span.group(2), ChronoUnit.SECONDS).getDuration();
            return fromNow.apply(unit.multipliedBy(Long.parseLong(span.group(1))));
        }
        // accepts a blank instead of ISO 8601's T
        String iso = stripped.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +(?=\\d)", "$1T");
        List<Function<String, Instant>> forms = List.of(
                given -> OffsetDateTime.parse(given).toInstant(),
                given -> LocalDateTime.parse(given).atZone(zone).toInstant(),
                given -> LocalDate.parse(given).atStartOfDay(zone).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return storable(form.apply(iso));
            } catch (DateTimeException other) {
                // tries the next form
            }
        }
        throw new MalformedValueException("must be a time " + direction + " now such as 2h or 7d, a date such as"
                + " 2026-11-20, a date with a time such as 2026-11-20T08:30, or an instant such as 2026-11-20T08:30:00Z,"
                + " not " + ValueTypes.quoted(text));
    }
}
