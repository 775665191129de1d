package io.rollcall.camel.support;

import io.rollcall.schedule.CronHelp;
import io.rollcall.schedule.CronTimes;
import io.rollcall.schedule.LocalTimes;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** Reads cron expressions with Quartz; everything else about schedules is in {@link ScheduleTimes}. */
public final class Schedules {
    private Schedules() {}

    /**
     * What is wrong with a cron expression, and what to write instead; completes the sentence that begins with the setting.
     * Empty where nothing is.
     */
    public static Optional<String> problem(String cron) {
        try {
            LocalTimes times = parse(cron);
            return times.nextAfter(LocalDateTime.now(ZoneOffset.UTC)).isPresent()
                    ? Optional.empty()
                    : Optional.of("has no future fire time. Use a cron expression that matches a date after today.");
        } catch (ParseException e) {
            return Optional.of(CronHelp.of(cron)
                    .orElse("must be a period such as 30s or a Quartz cron expression: " + e.getMessage()));
        }
    }

    /**
     * The times of a period or a cron expression.
     *
     * @param zone of cron expressions
     * @throws IllegalArgumentException for an expression with a {@link #problem}, and for {@code auto}
     */
    public static ScheduleTimes of(Schedule schedule, ZoneId zone) {
        if (schedule instanceof Schedule.Every every) {
            return new ScheduleTimes.OfPeriod(every.period());
        }
        if (!(schedule instanceof Schedule.Cron cron)) {
            throw new IllegalArgumentException("the times of schedule=" + schedule.text() + " are planned");
        }
        String expression = cron.expression();
        try {
            return new ScheduleTimes.OfCron(new CronTimes(expression, parse(expression), zone));
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a cron expression: " + expression, e);
        }
    }

    /** How often a schedule fires in the 30 days from a time on. */
    public static long runs(Schedule schedule, ZoneId zone, Instant from) {
        return of(schedule, zone).runs(from);
    }

    // the calendar without a zone is UTC's: what a zone's summer time does to it is decided in one place, for all zones
    private static LocalTimes parse(String expression) throws ParseException {
        CronExpression cron = new CronExpression(expression);
        cron.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        return time -> Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(time.toInstant(ZoneOffset.UTC))))
                .map(next -> LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC));
    }
}
