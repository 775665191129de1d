package io.rollcall.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of a cron expression in a time zone. Thread-safe.
 *
 * <p>When clocks go forward, a skipped local time fires at the first local time after the gap. When they go back, an
 * expression whose hours are single numbers ({@code 0 30 2 * * ?}) fires at the first of the two times only; one whose hours
 * are {@code *}, a range or a step ({@code 0 0/15 * * * ?}) fires at both, so that its interval has no gap.
 */
public final class CronTimes {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LocalTimes local;
    private final CronFields fields;
    private final DayTimes times;
    private final ZoneRules rules;

    /**
     * @param expression a valid cron expression
     * @param local its fire times without a zone
     */
    public CronTimes(String expression, LocalTimes local, ZoneId zone) {
        this.local = local;
        this.fields = CronFields.of(expression);
        this.times = fields.times();
        this.rules = zone.getRules();
    }

    /** The first fire time after the given one; empty if there is none. */
    public Optional<Instant> next(Instant after) {
        Instant from = after.truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
        ZoneOffsetTransition last = transitionUpTo(from);
        if (last != null && last.getInstant().equals(from) && skipped(last) > 0) {
            return Optional.of(from);
        }
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Optional<LocalDateTime> found =
                    local.nextAfter(firstOf(from, offset).minus(SECOND));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            ZoneOffsetTransition transition = rules.nextTransition(from);
            if (transition == null || found.get().toInstant(offset).isBefore(transition.getInstant())) {
                return Optional.of(found.get().toInstant(offset));
            }
            if (transition.isGap() && found.get().isBefore(transition.getDateTimeAfter())) {
                return Optional.of(transition.getInstant());
            }
            from = transition.getInstant();
        }
    }

    /** The local time at an instant; inside a repeated hour that must not fire again, its end. */
    private LocalDateTime firstOf(Instant from, ZoneOffset offset) {
        LocalDateTime time = LocalDateTime.ofInstant(from, offset);
        ZoneOffsetTransition last = transitionUpTo(from);
        return last == null || !last.isOverlap() || !fields.hasFixedHours()
                ? time
                : max(time, last.getDateTimeBefore());
    }

    /** The last transition up to a time, inclusive. */
    private @Nullable ZoneOffsetTransition transitionUpTo(Instant time) {
        return rules.previousTransition(time.plusNanos(1));
    }

    /** How often it fires after a time and up to another; counts whole days, not single fire times. */
    public long count(Instant after, Instant upTo) {
        Instant from = after.truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
        Instant end = upTo.truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
        long sum = 0;
        while (from.isBefore(end)) {
            ZoneOffset offset = rules.getOffset(from);
            ZoneOffsetTransition last = transitionUpTo(from);
            if (last != null && last.getInstant().equals(from)) {
                sum += skipped(last);
            }
            ZoneOffsetTransition transition = rules.nextTransition(from);
            Instant until = transition != null && transition.getInstant().isBefore(end) ? transition.getInstant() : end;
            sum += count(firstOf(from, offset), LocalDateTime.ofInstant(until, offset));
            from = until;
        }
        return sum;
    }

    /** 1 if a skipped time fires at the end of the gap and no regular time does; otherwise 0. */
    private long skipped(ZoneOffsetTransition transition) {
        LocalDateTime end = transition.getDateTimeAfter();
        return transition.isGap() && count(transition.getDateTimeBefore(), end) > 0 && count(end, end.plus(SECOND)) == 0
                ? 1
                : 0;
    }

    private long count(LocalDateTime from, LocalDateTime end) {
        long sum = 0;
        LocalDateTime cursor = from.minus(SECOND);
        while (true) {
            Optional<LocalDateTime> found = local.nextAfter(cursor);
            if (found.isEmpty() || !found.get().isBefore(end)) {
                return sum;
            }
            LocalDate day = found.get().toLocalDate();
            long before = day.equals(from.toLocalDate()) ? times.before(from.toLocalTime()) : 0;
            long until = day.equals(end.toLocalDate()) ? times.before(end.toLocalTime()) : times.count();
            sum += until - before;
            cursor = day.atTime(LocalTime.MAX).truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /**
     * How long a person waits for the next run.
     *
     * @param from the start of the measurement, for expressions that fire once a day or less
     * @return empty if it fires once more or never
     */
    public Optional<WaitingTime> waiting(Instant from) {
        return times.count() > 1 ? Optional.of(WaitingTime.within(fields, times)) : WaitingTime.between(this, from);
    }

    /** A remark about numbers for days of the week, which other schedulers count differently; empty if there are none. */
    public Optional<String> remark() {
        return Optional.ofNullable(fields.numberedDays())
                .map(days -> "Quartz counts days from 1 = SUN, so " + days + " is " + CronFields.named(days)
                        + "; prefer names");
    }

    private static LocalDateTime max(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }
}
