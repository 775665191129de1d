package io.rollcall.sandbox.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the matching calls a fault affects, counted from 1: from {@code first} to {@code last}, every {@code step}th. Immutable.
 *
 * @param first the first affected call, at least 1
 * @param last the last call that can be affected, at least {@code first}
 * @param step the distance between affected calls, at least 1
 */
public record Occurrences(long first, long last, long step) {
    private static final Pattern TEXT =
            Pattern.compile("(all)|every ([1-9]\\d{0,9})|([1-9]\\d{0,9})(-([1-9]\\d{0,9})?)?");

    public Occurrences {
        if (first < 1 || last < first || step < 1) {
            throw new IllegalArgumentException("first, last and step must be at least 1, and last at least first, not "
                    + first + "-" + last + " every " + step);
        }
    }

    /** Every matching call. */
    public static Occurrences all() {
        return new Occurrences(1, Long.MAX_VALUE, 1);
    }

    /** The {@code n}th matching call only. */
    public static Occurrences only(long n) {
        return new Occurrences(n, n, 1);
    }

    /**
     * Parses {@code 3}, {@code 2-4}, {@code 3-} (from the third on), {@code all} or {@code every 5}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static Occurrences parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be like 3, 2-4, 3- (from the third on), all or every 5, not '" + text + "'");
        }
        if (matcher.group(1) != null) {
            return all();
        }
        if (matcher.group(2) != null) {
            long step = Long.parseLong(matcher.group(2));
            return new Occurrences(step, Long.MAX_VALUE, step);
        }
        long first = Long.parseLong(matcher.group(3));
        if (matcher.group(4) == null) {
            return only(first);
        }
        return new Occurrences(first, matcher.group(5) == null ? Long.MAX_VALUE : Long.parseLong(matcher.group(5)), 1);
    }

    /** Whether the fault affects the {@code n}th matching call, counted from 1. */
    public boolean includes(long n) {
        return n >= first && n <= last && (n - first) % step == 0;
    }

    @Override
    public String toString() {
        if (first == last) {
            return Long.toString(first);
        }
        if (step > 1) {
            return "every " + step;
        }
        if (last == Long.MAX_VALUE) {
            return first == 1 ? "all" : first + "-";
        }
        return first + "-" + last;
    }
}
