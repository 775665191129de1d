package io.rollcall.schedule;

import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import java.time.DayOfWeek;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The minutes of a week in which people work, by local time. Immutable and thread-safe. */
public final class WorkingHours {
    /** The minutes of a day. */
    private static final int DAY = 24 * 60;

    /** The minutes of a week. */
    public static final int WEEK = 7 * DAY;

    /** The type of the setting. */
    public static final ValueType<WorkingHours> KIND =
            ValueType.plain("days and hours, such as MON-FRI 08:00-19:00, SAT 09:00-13:00", WorkingHours::parse);

    private static final List<String> DAYS =
            Stream.of(DayOfWeek.values()).map(day -> day.name().substring(0, 3)).toList();
    private static final Pattern RANGE =
            Pattern.compile("([A-Z]{3})(?:-([A-Z]{3}))?\\s+(\\d{2}):(\\d{2})\\s*-\\s*(\\d{2}):(\\d{2})");
    private static final String EXAMPLES =
            "; write MON-FRI 08:00-19:00, several ranges as MON-FRI 08:00-12:00, MON-FRI 13:00-19:00, a night as FRI"
                    + " 22:00-06:00, always as MON-SUN 00:00-24:00";

    private final String text;
    private final BitSet minutes;

    private WorkingHours(String text, BitSet minutes) {
        this.text = text;
        this.minutes = minutes;
    }

    /**
     * Reads one or more ranges, separated by commas or semicolons. Each has its days; a range that ends at or before its
     * start goes on until that time of the next day.
     *
     * @throws MalformedValueException with an example
     */
    public static WorkingHours parse(String text) {
        BitSet minutes = new BitSet(WEEK);
        int position = 0;
        for (String range : text.split("[,;]", -1)) {
            position++;
            Matcher parts = RANGE.matcher(range.strip().toUpperCase(Locale.ROOT));
            if (!parts.matches()) {
                throw malformed(position, "it must be days and hours, not " + ValueTypes.quoted(range.strip()));
            }
            int first = day(parts.group(1), position);
            int last = parts.group(2) == null ? first : day(parts.group(2), position);
            int from = minute(parts.group(3), parts.group(4), DAY - 1, position);
            int to = minute(parts.group(5), parts.group(6), DAY, position);
            if (from == to) {
                throw malformed(position, "it has no length: it ends when it starts");
            }
            for (int day = first; ; day = (day + 1) % 7) {
                set(minutes, day * DAY + from, day * DAY + to + (to < from ? DAY : 0));
                if (day == last) {
                    break;
                }
            }
        }
        return new WorkingHours(String.join(", ", text.strip().split("\\s*[,;]\\s*")), minutes);
    }

    private static void set(BitSet minutes, int from, int to) {
        for (int minute = from; minute < to; minute++) {
            minutes.set(minute % WEEK);
        }
    }

    private static int day(String word, int position) {
        int day = DAYS.indexOf(word);
        if (day < 0) {
            throw malformed(
                    position,
                    "it names an unknown day " + ValueTypes.quoted(word) + "; days are "
                            + ValueTypes.alternatives(DAYS));
        }
        return day;
    }

    private static int minute(String hours, String minutes, int most, int position) {
        int minute = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        if (minute > most || Integer.parseInt(minutes) > 59) {
            throw malformed(position, "it has no time of day " + hours + ":" + minutes);
        }
        return minute;
    }

    private static MalformedValueException malformed(int position, String what) {
        return new MalformedValueException("has a malformed range at position " + position + ": " + what + EXAMPLES);
    }

    /** Whether a minute is a working one. @param minute since Monday, 00:00 */
    public boolean contains(int minute) {
        return minutes.get(minute);
    }

    /** Whether every minute of the week is a working one. */
    public boolean isAlways() {
        return minutes.cardinality() == WEEK;
    }

    /** Whether every minute of {@code [from, to)} is a working one; {@code to} may be in the next week. */
    public boolean containsAll(int from, int to) {
        return to <= WEEK
                ? minutes.nextClearBit(from) >= to
                : minutes.nextClearBit(from) >= WEEK && minutes.nextClearBit(0) >= to - WEEK;
    }

    /** As written in a configuration. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorkingHours hours && hours.minutes.equals(minutes) && hours.text.equals(text);
    }

    @Override
    public int hashCode() {
        return minutes.hashCode();
    }
}
