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
 * <p>Where clocks go forward, a local time that is skipped fires at the first local time after the gap. Where they go back,
 * an expression whose hours are single numbers ({@code 0 30 2 * * ?}) fires at the first of the two times only; one whose
 * hours are {@code *}, a range or a step ({@code 0 0/15 * * * ?}) fires at both, so that its interval has no hole.
 */
public final class CronTimes {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LocalTimes local;
    private final CronFields fields;
    private final DayTimes times;
    private final ZoneRules rules;

    /**
     * @param expression legal
     * @param local its times on a calendar without a zone
     */
    public CronTimes(String expression, LocalTimes local, ZoneId zone) {
        this.local = local;
        this.fields = CronFields.of(expression);
        this.times = fields.times();
        this.rules = zone.getRules();
    }

    /** The first fire time after the given one; empty where there is none. */
    public Optional<Instant> next(Instant after) {
        Instant from = after.truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
        ZoneOffsetTransition last = turnUpTo(from);
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
            ZoneOffsetTransition turn = rules.nextTransition(from);
            if (turn == null || found.get().toInstant(offset).isBefore(turn.getInstant())) {
                return Optional.of(found.get().toInstant(offset));
            }
            if (turn.isGap() && found.get().isBefore(turn.getDateTimeAfter())) {
                return Optional.of(turn.getInstant());
            }
            from = turn.getInstant();
        }
    }

    /** The local time at an instant; in a second turn of a doubled time that is left out, the end of that. */
    private LocalDateTime firstOf(Instant from, ZoneOffset offset) {
        LocalDateTime time = LocalDateTime.ofInstant(from, offset);
        ZoneOffsetTransition last = turnUpTo(from);
        return last == null || !last.isOverlap() || !fields.hasFixedHours()
                ? time
                : max(time, last.getDateTimeBefore());
    }

    /** The last turn of the clocks up to a time, inclusive. */
    private @Nullable ZoneOffsetTransition turnUpTo(Instant time) {
        return rules.previousTransition(time.plusNanos(1));
    }

    /** How often it fires after a time and up to another; computed a day at a time, not a fire time at a time. */
    public long count(Instant after, Instant upTo) {
        Instant from = after.truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
        Instant end = upTo.truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
        long sum = 0;
        while (from.isBefore(end)) {
            ZoneOffset offset = rules.getOffset(from);
            ZoneOffsetTransition last = turnUpTo(from);
            if (last != null && last.getInstant().equals(from)) {
                sum += skipped(last);
            }
            ZoneOffsetTransition turn = rules.nextTransition(from);
            Instant until = turn != null && turn.getInstant().isBefore(end) ? turn.getInstant() : end;
            sum += count(firstOf(from, offset), LocalDateTime.ofInstant(until, offset));
            from = until;
        }
        return sum;
    }

    /** 1 where a skipped time fires at the end of the gap at which nothing fires anyway. */
    private long skipped(ZoneOffsetTransition turn) {
        LocalDateTime end = turn.getDateTimeAfter();
        return turn.isGap() && count(turn.getDateTimeBefore(), end) > 0 && count(end, end.plus(SECOND)) == 0 ? 1 : 0;
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
     * How long people wait for it.
     *
     * @param from for expressions that fire once a day or less: where to begin to measure
     * @return empty where it fires once more or never
     */
    public Optional<WaitingTime> waiting(Instant from) {
        return times.count() > 1 ? Optional.of(WaitingTime.within(fields, times)) : WaitingTime.between(this, from);
    }

    /** A remark for people who may have taken Quartz's numbers of days for others; empty where there is none to make. */
    public Optional<String> remark() {
        return Optional.ofNullable(fields.numberedDays())
                .map(days -> "Quartz counts days from 1 = SUN, so " + days + " is " + CronFields.named(days)
                        + "; prefer names");
    }

    private static LocalDateTime max(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }
}
