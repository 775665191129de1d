package io.rollcall.setting;

import io.rollcall.json.Sanitizer;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of settings' values. Stateless and thread-safe. */
public final class ValueTypes {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(KB|MB|GB)");
    private static final Map<String, Integer> SHIFTS = Map.of("KB", 10, "MB", 20, "GB", 30);
    private static final int SHOWN = 20;

    private ValueTypes() {}

    /** Any text. */
    public static final ValueType<String> TEXT =
            ValueType.plain("text", Function.<String>identity()).literally();

    /** The name of a file, relative or absolute. */
    public static final ValueType<String> PATH =
            ValueType.plain("path", Function.<String>identity()).literally();

    /** Strictly {@code true} or {@code false}. */
    public static final ValueType<Boolean> BOOLEAN = words("true", true, "false", false);

    /** A time zone by its id. */
    public static final ValueType<ZoneId> ZONE = ValueType.plain("time zone, such as Asia/Shanghai", ValueTypes::zone);

    /** The address of a server, see {@link Addresses}. */
    public static final ValueType<URI> ADDRESS =
            ValueType.plain("https address; plain http for loopback addresses only", Addresses::parse);

    /** A whole number from {@code least} to {@code most}, both included. */
    public static ValueType<Integer> integer(int least, int most) {
        return ValueType.plain(numberWords(least, most, Integer.MAX_VALUE), text -> (int) number(text, least, most));
    }

    /** A whole number of {@code least} or more. */
    public static ValueType<Long> atLeast(long least) {
        return ValueType.plain(
                numberWords(least, Long.MAX_VALUE, Long.MAX_VALUE), text -> number(text, least, Long.MAX_VALUE));
    }

    /** A number and a unit, such as {@code 30s}; more than 0 and at most {@code most}. */
    public static ValueType<Duration> duration(Duration most) {
        return ValueType.plain("duration, such as 500ms, 30s, 5m, 2h or 1d", text -> duration(text, most));
    }

    /** A number of bytes with its unit, such as {@code 10MB}; from {@code least} to {@code most} bytes. 1 KB is 1024 bytes. */
    public static ValueType<Long> size(long least, long most) {
        return ValueType.plain("size, such as 512KB, 10MB or 1GB", text -> size(text, least, most));
    }

    /** One of two words. */
    public static <T> ValueType<T> words(String word1, T value1, String word2, T value2) {
        Map<String, T> values = new LinkedHashMap<>();
        values.put(word1, value1);
        values.put(word2, value2);
        return words(values);
    }

    /** One of several words, case-sensitive. */
    public static ValueType<String> oneOf(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        words.forEach(word -> values.put(word, word));
        return words(values);
    }

    /** One of several words, case-sensitive. */
    public static <T> ValueType<T> words(Map<String, T> values) {
        Map<String, T> known = new LinkedHashMap<>(values);
        String words = alternatives(known.keySet());
        return ValueType.plain(words, text -> {
            T value = known.get(text);
            if (value == null) {
                throw new MalformedValueException("must be " + words + ", not " + quoted(text));
            }
            return value;
        });
    }

    /**
     * A comma-separated list: no item may be empty, and repeated items count once.
     *
     * @param words what an item is, for the documentation
     */
    public static <T> ValueType<List<T>> list(String words, Function<String, T> item) {
        return numberedList(words, (text, position) -> item.apply(text));
    }

    /**
     * A list whose items know their position in it, from 1.
     *
     * @param words what an item is, for the documentation
     */
    public static <T> ValueType<List<T>> numberedList(String words, BiFunction<String, Integer, T> item) {
        return ValueType.plain(words + ", comma-separated", text -> {
            Set<T> items = new LinkedHashSet<>();
            int position = 0;
            for (String part : Arrays.asList(text.split(",", -1))) {
                position++;
                if (Characters.strip(part).isEmpty()) {
                    throw new MalformedValueException(
                            "has nothing at position " + position + " of its list; remove the extra comma");
                }
                try {
                    items.add(item.apply(Characters.strip(part), position));
                } catch (MalformedValueException malformed) {
                    throw new MalformedValueException("has a malformed item at position " + position + ": it "
                            + malformed.explanation() + hint(part, malformed.explanation()));
                }
            }
            return List.copyOf(items);
        });
    }

    /** Names another separator in the item: Chinese keyboards write a full-width comma. */
    private static String hint(String item, String explanation) {
        return item.codePoints()
                .filter(Characters::isSeparator)
                .mapToObj(Characters::named)
                .filter(separator -> !explanation.contains(separator))
                .findFirst()
                .map(separator -> "; it holds " + separator + ": separate the items with a comma (,)")
                .orElse("");
    }

    /** A whole number, as an item of a list. */
    public static long number(String text, long least, long most) {
        if (WHOLE_NUMBER.matcher(text).matches()) {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException tooLong) {
                // more digits than a 64-bit number: out of range, reported below
            }
        }
        long unlimited = most == Integer.MAX_VALUE ? Integer.MAX_VALUE : Long.MAX_VALUE;
        throw new MalformedValueException("must be a " + numberWords(least, most, unlimited) + ", not " + quoted(text));
    }

    /**
     * Quotes a configured text for a message, without control characters. Shows only the length of a long text, because it
     * may be a secret under the wrong key.
     */
    public static String quoted(String text) {
        int length = text.codePointCount(0, text.length());
        return length > SHOWN ? "a text of " + length + " letters" : "'" + Sanitizer.text(text) + "'";
    }

    /** "a", "a or b", "a, b or c". */
    public static String alternatives(Iterable<String> words) {
        List<String> all = new ArrayList<>();
        words.forEach(all::add);
        int last = all.size() - 1;
        return last < 1
                ? String.join("", all)
                : all.subList(0, last).stream().collect(Collectors.joining(", ")) + " or " + all.get(last);
    }

    private static String numberWords(long least, long most, long unlimited) {
        return most >= unlimited ? "whole number, " + least + " or more" : "whole number from " + least + " to " + most;
    }

    private static Duration duration(String text, Duration most) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedValueException(
                    "must be a number and a unit, such as 500ms, 30s, 5m, 2h or 1d, not " + quoted(text));
        }
        ChronoUnit unit = Objects.requireNonNull(UNITS.get(matcher.group(2)));
        Duration value = Duration.of(Long.parseLong(matcher.group(1)), unit);
        if (value.isZero()) {
            throw new MalformedValueException("must be more than 0, not " + quoted(text));
        }
        if (value.compareTo(most) > 0) {
            throw new MalformedValueException("must be at most " + Durations.words(most) + ", not " + quoted(text));
        }
        return value;
    }

    private static long size(String text, long least, long most) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedValueException(
                    "must be a number and a unit, such as 512KB, 10MB or 1GB, not " + quoted(text));
        }
        long value = Long.parseLong(matcher.group(1)) << Objects.requireNonNull(SHIFTS.get(matcher.group(2)));
        if (value < least || value > most) {
            throw new MalformedValueException(
                    "must be from " + sizeWords(least) + " to " + sizeWords(most) + ", not " + quoted(text));
        }
        return value;
    }

    private static String sizeWords(long bytes) {
        return bytes >= 1L << 30 ? (bytes >> 30) + "GB" : (bytes >> 10) + "KB";
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new MalformedValueException("must be a time zone such as Asia/Shanghai or UTC, not " + quoted(text));
        }
    }
}
