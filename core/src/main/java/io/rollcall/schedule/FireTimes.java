package io.rollcall.schedule;

import io.rollcall.call.Moment;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a flow's next run begins: with a period by the monotonic clock, with cron or a plan by the wall clock. All times
 * that pass during a run are made up for by one run, except those of a plan, which cost calls. Cron times that passed more than ten minutes ago, because the machine was
 * suspended or its clock was set, are skipped. Not thread-safe.
 */
public final class FireTimes {
    /** How late a cron time still fires. */
    public static final Duration LATEST = Duration.ofMinutes(10);

    private final ScheduleTimes times;
    private final ClockJump.Detector jumps = new ClockJump.Detector();
    // by the monotonic clock for a period, else by the wall clock; null for never
    private @Nullable Instant due;
    private boolean asked;

    /** @param atStart whether the first run begins at once */
    public FireTimes(ScheduleTimes times, boolean atStart, Moment now) {
        this.times = times;
        this.due = atStart ? reading(now) : times.next(reading(now)).orElse(null);
        jumps.read(now);
    }

    private Instant reading(Moment now) {
        return times instanceof ScheduleTimes.OfPeriod ? now.monotonic() : now.wall();
    }

    /** How long until the next run; zero if it is due; null if there is no further run. */
    public @Nullable Duration untilNext(Moment now) {
        boolean jumped = jumps.read(now).isPresent();
        Instant present = reading(now);
        if (!(times instanceof ScheduleTimes.OfPeriod)) {
            boolean missed = due != null && due.isBefore(present.minus(LATEST));
            boolean ahead = due == null || due.isAfter(present);
            boolean changes = jumped || times instanceof ScheduleTimes.OfPlan;
            if (missed || (changes && ahead)) {
                due = times.next(present).orElse(null);
            }
        }
        if (due == null) {
            return null;
        }
        return due.isAfter(present) ? Duration.between(present, due) : Duration.ZERO;
    }

    /** Makes a run due now; the schedule continues from it. */
    public void fireNow(Moment now) {
        due = reading(now);
        asked = true;
    }

    /** Records the start of a run. */
    public void begun(Moment now) {
        asked = false;
        Instant present = reading(now);
        if (times instanceof ScheduleTimes.OfPeriod every) {
            Instant last = due == null ? present : due;
            long periods = Duration.between(last, present).dividedBy(every.period()) + 1;
            due = last.plus(every.period().multipliedBy(Math.max(1, periods)));
        } else {
            // a clock that is set back slightly must not fire the same time again
            Instant last = due == null || present.isAfter(due) ? present : due;
            due = times.next(last).orElse(null);
        }
    }

    /** Records the end of a run. If times passed meanwhile, one run is due. */
    public void ended(Moment now) {
        Instant present = reading(now);
        boolean jumped = jumps.read(now).isPresent();
        boolean changes = times instanceof ScheduleTimes.OfPlan && !asked;
        if (changes || (jumped && times instanceof ScheduleTimes.OfCron)) {
            due = times.next(present).orElse(null);
        } else if (due != null && due.isBefore(present)) {
            due = present;
        }
    }
}
