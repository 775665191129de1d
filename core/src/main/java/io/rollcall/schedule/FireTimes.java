package io.rollcall.schedule;

import io.rollcall.call.Moment;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a flow's next run begins: with a period by the monotonic clock, with cron by the time of day. Times that
 * pass while a run takes place are one run afterwards. Cron times that are more than ten minutes past, because the machine
 * was suspended or its clock was set, are left out. Not thread-safe.
 */
public final class FireTimes {
    /** How late a cron time still fires. */
    public static final Duration LATEST = Duration.ofMinutes(10);

    private final ScheduleTimes times;
    private final ClockJump.Detector jumps = new ClockJump.Detector();
    // of a period by the monotonic clock, of cron by the wall clock; null for never
    private @Nullable Instant due;

    /**
     * @param atStart whether the first run begins at once
     */
    public FireTimes(ScheduleTimes times, boolean atStart, Moment now) {
        this.times = times;
        this.due = atStart ? reading(now) : times.next(reading(now)).orElse(null);
        jumps.read(now);
    }

    private Instant reading(Moment now) {
        return times instanceof ScheduleTimes.OfPeriod ? now.monotonic() : now.wall();
    }

    /** How long until the next run; zero where it is due; null where there is none any more. */
    public @Nullable Duration untilNext(Moment now) {
        boolean jumped = jumps.read(now).isPresent();
        Instant present = reading(now);
        if (times instanceof ScheduleTimes.OfCron) {
            boolean missed = due != null && due.isBefore(present.minus(LATEST));
            boolean ahead = due == null || due.isAfter(present);
            if (missed || (jumped && ahead)) {
                due = times.next(present).orElse(null);
            }
        }
        if (due == null) {
            return null;
        }
        return due.isAfter(present) ? Duration.between(present, due) : Duration.ZERO;
    }

    /** Makes a run due now; the schedule goes on from it. */
    public void fireNow(Moment now) {
        due = reading(now);
    }

    /** A run begins. */
    public void begun(Moment now) {
        Instant present = reading(now);
        if (times instanceof ScheduleTimes.OfPeriod every) {
            Instant last = due == null ? present : due;
            long periods = Duration.between(last, present).dividedBy(every.period()) + 1;
            due = last.plus(every.period().multipliedBy(Math.max(1, periods)));
        } else {
            // a clock that goes back by a moment must not fire the same time again
            Instant last = due == null || present.isAfter(due) ? present : due;
            due = times.next(last).orElse(null);
        }
    }

    /** A run has ended: of the times that passed meanwhile one is made up for. */
    public void ended(Moment now) {
        Instant present = reading(now);
        if (jumps.read(now).isPresent() && times instanceof ScheduleTimes.OfCron) {
            due = times.next(present).orElse(null);
        } else if (due != null && due.isBefore(present)) {
            due = present;
        }
    }
}
