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

/** Reads a time in the past from the command line. Stateless and thread-safe. */
public final class Since {
    private static final Pattern BACK = Pattern.compile("([0-9]{1,6})([smhdw])");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS,
            "w", ChronoUnit.WEEKS);

    private Since() {}

    /**
     * Reads a duration back from now ({@code 2h}, {@code 7d}), a date or a date with a time in a zone, or an instant.
     *
     * @throws MalformedValueException if it is none of these
     */
    public static Instant parse(String text, Instant now, ZoneId zone) {
        String stripped = text.strip();
        Matcher back = BACK.matcher(stripped);
        if (back.matches()) {
            Duration unit =
                    UNITS.getOrDefault(back.group(2), ChronoUnit.SECONDS).getDuration();
            return now.minus(unit.multipliedBy(Long.parseLong(back.group(1))));
        }
        // accepts a blank instead of ISO 8601's T
        String iso = stripped.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +(?=\\d)", "$1T");
        List<Function<String, Instant>> forms = List.of(
                given -> OffsetDateTime.parse(given).toInstant(),
                given -> LocalDateTime.parse(given).atZone(zone).toInstant(),
                given -> LocalDate.parse(given).atStartOfDay(zone).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(iso);
            } catch (DateTimeException other) {
                // tries the next form
            }
        }
        throw new MalformedValueException("must be a time back from now such as 2h or 7d, a date such as 2026-11-20,"
                + " a date with a time such as 2026-11-20T08:30, or an instant such as 2026-11-20T08:30:00Z, not "
                + ValueTypes.quoted(text));
    }
}
