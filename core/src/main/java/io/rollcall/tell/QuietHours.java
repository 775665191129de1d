package io.rollcall.tell;

import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of every day in which a channel is silent, by local time. Immutable and thread-safe.
 *
 * @param from the first quiet minute
 * @param to the first minute after them; before {@code from} if the hours pass midnight
 */
public record QuietHours(LocalTime from, LocalTime to) {
    /** The type of the setting. */
    public static final ValueType<QuietHours> KIND =
            ValueType.plain("times of day, such as 22:00-07:00", QuietHours::parse);

    private static final Pattern RANGE =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])\\s*-\\s*([01][0-9]|2[0-3]):([0-5][0-9])");

    /**
     * Reads {@code HH:MM-HH:MM}.
     *
     * @throws MalformedValueException with an example
     */
    public static QuietHours parse(String text) {
        Matcher parts = RANGE.matcher(text.strip());
        if (!parts.matches()) {
            throw new MalformedValueException(
                    "must be two times of day, such as 22:00-07:00, not " + ValueTypes.quoted(text));
        }
        LocalTime from = LocalTime.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
        LocalTime to = LocalTime.of(Integer.parseInt(parts.group(3)), Integer.parseInt(parts.group(4)));
        if (from.equals(to)) {
            throw new MalformedValueException("must not end when it starts; write times such as 22:00-07:00");
        }
        return new QuietHours(from, to);
    }

    /** The first time at or after another one that is not quiet. */
    public Instant next(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        if (!contains(local.toLocalTime())) {
            return time;
        }
        LocalDate day = local.toLocalDate();
        boolean endsTomorrow = from.isAfter(to) && !local.toLocalTime().isBefore(from);
        Instant end = day.plusDays(endsTomorrow ? 1 : 0).atTime(to).atZone(zone).toInstant();
        // a clock that is set forward at night may skip the end
        return end.isAfter(time) ? end : time;
    }

    private boolean contains(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }
}
