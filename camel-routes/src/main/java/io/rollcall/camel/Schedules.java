package io.rollcall.camel;

import io.rollcall.config.Schedule;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** What Quartz says of schedules. */
public final class Schedules {
    private static final Duration MONTH = Duration.ofDays(30);

    private Schedules() {}

    /** What is wrong with a cron expression; empty where nothing is. */
    public static Optional<String> problem(String cron) {
        try {
            CronExpression expression = new CronExpression(cron);
            return expression.getNextValidTimeAfter(new Date()) == null
                    ? Optional.of("never comes to pass any more")
                    : Optional.empty();
        } catch (ParseException e) {
            return Optional.of("is no Quartz cron expression: " + e.getMessage());
        }
    }

    /** How often a schedule comes to pass in the 30 days from a time on. */
    public static long ticksAMonth(Schedule schedule, Instant from, ZoneId zone) {
        if (schedule instanceof Schedule.Every every) {
            return Math.max(1, MONTH.dividedBy(every.period()));
        }
        CronExpression cron = parse(((Schedule.Cron) schedule).expression(), zone);
        Date end = Date.from(from.plus(MONTH));
        long ticks = 0;
        for (Date next = cron.getNextValidTimeAfter(Date.from(from));
                next != null && !next.after(end);
                next = cron.getNextValidTimeAfter(next)) {
            ticks++;
        }
        return ticks;
    }

    /** When a schedule comes to pass next after a time, counted from that time; empty for never. */
    public static Optional<Instant> next(Schedule schedule, Instant after, ZoneId zone) {
        if (schedule instanceof Schedule.Every every) {
            return Optional.of(after.plus(every.period()));
        }
        CronExpression cron = parse(((Schedule.Cron) schedule).expression(), zone);
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(after))).map(Date::toInstant);
    }

    private static CronExpression parse(String expression, ZoneId zone) {
        try {
            CronExpression cron = new CronExpression(expression);
            cron.setTimeZone(TimeZone.getTimeZone(zone));
            return cron;
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a cron expression: " + expression, e);
        }
    }
}
