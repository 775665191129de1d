package io.rollcall.schedule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes schedules of crontab and AWS, and translates them to Quartz cron. Stateless and thread-safe. */
public final class CronHelp {
    private static final Map<String, String> NICKNAMES = Map.of(
            "@yearly", "0 0 0 1 1 ?",
            "@annually", "0 0 0 1 1 ?",
            "@monthly", "0 0 0 1 * ?",
            "@weekly", "0 0 0 ? * SUN",
            "@daily", "0 0 0 * * ?",
            "@midnight", "0 0 0 * * ?",
            "@hourly", "0 0 * * * ?");
    private static final Pattern RATE = Pattern.compile(
            "(?:rate\\s*\\(\\s*|@?every\\s+)(\\d+)\\s*(s|m|h|d|sec|min|seconds?|minutes?|hours?|days?)\\s*\\)?");
    private static final Pattern AWS = Pattern.compile("cron\\s*\\((.*)\\)");
    private static final Pattern UNIX_DAY = Pattern.compile("[0-7]|SUN|MON|TUE|WED|THU|FRI|SAT");

    private CronHelp() {}

    /** What to write instead, as the end of a sentence that begins with the key. Empty if the format is not recognized. */
    public static Optional<String> of(String written) {
        String text = written.strip();
        String lower = text.toLowerCase(Locale.ROOT);
        String nickname = NICKNAMES.get(lower);
        if (nickname != null) {
            return Optional.of("is " + text + ", a nickname of crontab. Quartz has no nicknames. Write " + nickname);
        }
        if (lower.equals("@reboot")) {
            return Optional.of(
                    "is @reboot, a nickname of crontab. Write a period such as 5m: the flow then also runs at the"
                            + " start");
        }
        Matcher rate = RATE.matcher(lower);
        if (rate.matches()) {
            return Optional.of("is a rate of another scheduler. Write the period alone: " + rate.group(1)
                    + rate.group(2).charAt(0));
        }
        Matcher aws = AWS.matcher(lower);
        if (aws.matches()) {
            return Optional.of("is an expression of AWS. Quartz has the seconds first. Write 0 "
                    + aws.group(1).strip().toUpperCase(Locale.ROOT));
        }
        String[] fields = text.toUpperCase(Locale.ROOT).split("\\s+");
        return fields.length == 5 ? Optional.of(fiveFields(fields)) : Optional.empty();
    }

    private static String fiveFields(String[] fields) {
        String what = "has five fields, as in a crontab. Quartz cron has six, with the seconds first";
        String dayOfMonth = fields[2];
        String dayOfWeek = fields[4];
        String days = days(dayOfWeek);
        if (days == null) {
            return what + ", and names of days such as MON-FRI. Write it with six";
        }
        boolean everyDayOfMonth = dayOfMonth.equals("*") || dayOfMonth.equals("?");
        if (!everyDayOfMonth && !days.equals("*")) {
            return what
                    + ". Quartz cannot fire on days of the month and on days of the week. Write two flows, one with "
                    + six(fields, step(dayOfMonth, 1), "?") + " and one with " + six(fields, "?", days);
        }
        return what + ". Write "
                + (days.equals("*")
                        ? six(fields, everyDayOfMonth ? "*" : step(dayOfMonth, 1), "?")
                        : six(fields, "?", days));
    }

    private static String six(String[] fields, String dayOfMonth, String dayOfWeek) {
        return String.join(" ", "0", step(fields[0], 0), step(fields[1], 0), dayOfMonth, step(fields[3], 1), dayOfWeek);
    }

    private static String step(String field, int first) {
        return field.replace("*/", first + "/");
    }

    /** The days of the week by name; {@code *} for all of them, null if they are malformed. */
    private static @Nullable String days(String field) {
        if (field.equals("?")) {
            return "*";
        }
        List<String> items = new ArrayList<>();
        Set<Integer> all = new LinkedHashSet<>();
        for (String item : field.split(",", -1)) {
            String[] stepped = item.split("/", -1);
            String[] ends = stepped[0].equals("*") ? new String[] {"0", "6"} : stepped[0].split("-", -1);
            boolean valid =
                    stepped.length <= 2 && ends.length <= 2 && (stepped.length < 2 || stepped[1].matches("[1-7]"));
            for (String end : ends) {
                valid &= UNIX_DAY.matcher(end).matches();
            }
            if (!valid) {
                return null;
            }
            int step = stepped.length < 2 ? 1 : Integer.parseInt(stepped[1]);
            int from = day(ends[0]);
            int to = ends.length == 2 ? day(ends[1]) : stepped.length < 2 ? from : 6;
            // in a range, 7 is the Sunday at its end
            int last = to < from ? to + 7 : to;
            Set<Integer> days = new LinkedHashSet<>();
            for (int day = from; day <= last; day += step) {
                days.add(day % 7);
            }
            all.addAll(days);
            boolean range = step == 1 && days.size() > 2;
            items.add(
                    range
                            ? CronFields.DAYS.get(from % 7) + "-" + CronFields.DAYS.get(last % 7)
                            : String.join(
                                    ",", days.stream().map(CronFields.DAYS::get).toList()));
        }
        return all.size() == 7 ? "*" : String.join(",", items);
    }

    private static int day(String text) {
        return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : CronFields.DAYS.indexOf(text);
    }
}
