package io.rollcall.schedule;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a valid Quartz cron expression: seconds, minutes, hours, day of month, month, day of week, year.
 *
 * @param all six or seven, in capitals
 */
record CronFields(List<String> all) {
    static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private static final int HOURS = 2;
    private static final int DAY_OF_MONTH = 3;
    private static final int MONTH = 4;
    private static final int DAY_OF_WEEK = 5;
    private static final int YEAR = 6;

    CronFields {
        all = List.copyOf(all);
    }

    static CronFields of(String expression) {
        return new CronFields(
                List.of(expression.strip().toUpperCase(Locale.ROOT).split("\\s+")));
    }

    /** The times of each day on which the expression fires. */
    DayTimes times() {
        return new DayTimes(numbers(all.get(2), 24), numbers(all.get(1), 60), numbers(all.get(0), 60));
    }

    /** Whether the expression fires at fixed hours: its hours are single numbers, not a range or a step. */
    boolean hasFixedHours() {
        return all.get(HOURS).matches("[0-9,]+");
    }

    boolean firesEveryDay() {
        return isAny(DAY_OF_MONTH) && isAny(MONTH) && isAny(DAY_OF_WEEK) && (all.size() <= YEAR || isAny(YEAR));
    }

    /** Its days in words, to follow "on"; null if it fires every day. */
    @Nullable String days() {
        if (firesEveryDay()) {
            return null;
        }
        boolean byTheWeek = isAny(DAY_OF_MONTH) && isAny(MONTH) && (all.size() <= YEAR || isAny(YEAR));
        return byTheWeek ? named(all.get(DAY_OF_WEEK)) : "the days of its schedule";
    }

    private boolean isAny(int field) {
        return all.get(field).matches("[*?]|[*0]?/1");
    }

    /** The day-of-week field if it has numbers for days; null if not. */
    @Nullable String numberedDays() {
        String days = all.get(DAY_OF_WEEK);
        return days.replaceAll("[#/][0-9]+", "").matches(".*[0-9].*") ? days : null;
    }

    /** A day-of-week field with names instead of numbers; in Quartz 1 is Sunday. */
    static String named(String days) {
        StringBuilder named = new StringBuilder();
        boolean count = false;
        for (char c : days.toCharArray()) {
            named.append(c >= '1' && c <= '7' && !count ? DAYS.get(c - '1') : String.valueOf(c));
            count = c == '#' || c == '/' || (count && Character.isDigit(c));
        }
        return named.toString();
    }

    private static int[] numbers(String field, int size) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String item : field.split(",", -1)) {
            String[] stepped = item.split("/", -1);
            String range = stepped[0];
            int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
            int first;
            int last;
            if (range.isEmpty() || range.equals("*")) {
                first = 0;
                last = size - 1;
            } else if (range.contains("-")) {
                String[] ends = range.split("-", -1);
                first = Integer.parseInt(ends[0]);
                last = Integer.parseInt(ends[1]);
            } else {
                first = Integer.parseInt(range);
                last = stepped.length > 1 ? size - 1 : first;
            }
            if (last < first) {
                last += size;
            }
            for (int number = first; number <= last; number += step) {
                numbers.add(number % size);
                if (step == 0) {
                    break;
                }
            }
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
