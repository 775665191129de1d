package io.rollcall.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a flow with a schedule runs, how often, and how long people wait for it. Thread-safe. */
public sealed interface ScheduleTimes {
    /** Over how long schedules are priced. */
    Duration MONTH = Duration.ofDays(30);

    /** The first run after a time. For a period, one period later; empty where there is none. */
    Optional<Instant> next(Instant after);

    /** How often the flow runs after a time and up to another; of a period, as if a run took place at the first time. */
    long count(Instant from, Instant upTo);

    /** How often the flow runs in 30 days from a time on. */
    default long runs(Instant from) {
        return count(from, from.plus(MONTH));
    }

    /** How long people wait; empty where the flow runs once more or never. */
    Optional<WaitingTime> waiting(Instant from);

    /** The next three runs, or as many as there are. */
    default List<Instant> nextThree(Instant after) {
        List<Instant> next = new ArrayList<>();
        Optional<Instant> run = next(after);
        while (run.isPresent() && next.size() < 3) {
            next.add(run.get());
            run = next(run.get());
        }
        return next;
    }

    /** Of a period. */
    record OfPeriod(Duration period) implements ScheduleTimes {
        @Override
        public Optional<Instant> next(Instant after) {
            return Optional.of(after.plus(period));
        }

        @Override
        public long count(Instant from, Instant upTo) {
            long millis = period.toMillis();
            return (Duration.between(from, upTo).toMillis() + millis - 1) / millis;
        }

        @Override
        public Optional<WaitingTime> waiting(Instant from) {
            return Optional.of(WaitingTime.every(period));
        }
    }

    /** Of a cron expression in a time zone. */
    record OfCron(CronTimes times) implements ScheduleTimes {
        @Override
        public Optional<Instant> next(Instant after) {
            return times.next(after);
        }

        @Override
        public long count(Instant from, Instant upTo) {
            return times.count(from, upTo);
        }

        @Override
        public Optional<WaitingTime> waiting(Instant from) {
            return times.waiting(from);
        }
    }

    /** Of a plan that is made anew from time to time, so that the next time may change until it is there. */
    record OfPlan(PlannedTimes plan) implements ScheduleTimes {
        @Override
        public Optional<Instant> next(Instant after) {
            return plan.next(after);
        }

        @Override
        public long count(Instant from, Instant upTo) {
            long count = 0;
            Optional<Instant> next = plan.next(from);
            while (next.isPresent() && !next.get().isAfter(upTo)) {
                count++;
                next = plan.next(next.get());
            }
            return count;
        }

        @Override
        public Optional<WaitingTime> waiting(Instant from) {
            return Optional.empty();
        }
    }

    /** The times of the plan that is in force. Thread-safe. */
    @FunctionalInterface
    interface PlannedTimes {

        /** The first time after the given one and not before the plan was made; empty if there is no plan or no time. */
        Optional<Instant> next(Instant after);
    }
}
