package io.rollcall.budget;

import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a month's metered calls that is kept for changes. Immutable.
 *
 * @param amount in percent of the month's calls, or a number of calls
 */
public record Reserve(long amount, boolean percent) {
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");

    /** The type of the setting: a percentage or a number. */
    public static final ValueType<Reserve> KIND =
            ValueType.plain("percentage from 0% to 100%, or whole number of calls", Reserve::parse);

    private static Reserve parse(String text) {
        Matcher matcher = PERCENT.matcher(text);
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= 100) {
            return new Reserve(Integer.parseInt(matcher.group(1)), true);
        }
        if (text.endsWith("%")) {
            throw malformed(text);
        }
        try {
            return new Reserve(ValueTypes.number(text, 0, Long.MAX_VALUE), false);
        } catch (MalformedValueException noNumber) {
            throw malformed(text);
        }
    }

    private static MalformedValueException malformed(String text) {
        return new MalformedValueException(
                "must be a percentage of the month's calls from 0% to 100%, such as 20%, or a"
                        + " whole number of calls, 0 or more, not " + ValueTypes.quoted(text));
    }

    /** The number of calls that are kept, rounded down; never more than {@code monthlyCalls}. */
    public long of(long monthlyCalls) {
        return percent
                ? monthlyCalls / 100 * amount + monthlyCalls % 100 * amount / 100
                : Math.min(amount, monthlyCalls);
    }
}
