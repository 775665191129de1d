package io.rollcall.camel.watch;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.Schedules;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The results of the flows' last runs, and whether a scheduled run is overdue. A plan is no run. Flows may come and go.
 * Thread-safe.
 */
public final class FlowMonitor implements FlowListener {
    /** How long after its schedule a flow may be without progress. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    private final Clocks clocks;
    private final ZoneId zone;
    private final Map<String, Life> flows = new TreeMap<>();

    /** The state of one flow. */
    private static final class Life {
        private @Nullable Schedule schedule;
        /** By the monotonic clock. */
        private Instant lastSign;

        private @Nullable RunOutcome outcome;
        private @Nullable String fault;
        private @Nullable Instant endedAt;
        private @Nullable Duration duration;
        private @Nullable String holder;

        Life(Instant began) {
            this.lastSign = began;
        }
    }

    /** @param zone of cron schedules */
    public FlowMonitor(Clocks clocks, ZoneId zone) {
        this.clocks = clocks;
        this.zone = zone;
    }

    /** A flow has a schedule, which begins now. */
    public synchronized void scheduled(String flow, Schedule schedule) {
        Life life = life(flow);
        life.schedule = schedule;
        life.lastSign = clocks.monotonic().instant();
    }

    /** A flow has no schedule any more: no run is missing. How its last run ended still counts. */
    public synchronized void unscheduled(String flow) {
        Life life = flows.get(flow);
        if (life != null) {
            life.schedule = null;
            life.holder = null;
        }
    }

    /** A flow was removed. */
    public synchronized void removed(String flow) {
        flows.remove(flow);
    }

    private Life life(String flow) {
        return flows.computeIfAbsent(flow, any -> new Life(clocks.monotonic().instant()));
    }

    @Override
    public synchronized void progressed(String flow, CallCount calls) {
        Life life = flows.get(flow);
        if (life != null) {
            life.lastSign = clocks.monotonic().instant();
        }
    }

    @Override
    public synchronized void finished(FlowReport report) {
        if (report.mode() != Mode.PLAN) {
            Life life = life(report.flow());
            life.lastSign = clocks.monotonic().instant();
            life.outcome = report.result().outcome();
            life.fault = report.result().problems().stream()
                    .findFirst()
                    .map(Problem::word)
                    .orElse(null);
            life.endedAt = report.startedAt().plus(report.duration());
            life.duration = report.duration();
        }
    }

    @Override
    public synchronized void waiting(String flow, String holder) {
        Life life = flows.get(flow);
        if (life != null) {
            life.holder = holder;
        }
    }

    @Override
    public synchronized void resumed(String flow) {
        Life life = flows.get(flow);
        if (life != null) {
            life.holder = null;
            life.lastSign = clocks.now().monotonic();
        }
    }

    /** How all flows are that have a schedule or were run, by name. */
    public synchronized List<Standing> standings() {
        Moment now = clocks.now();
        return flows.entrySet().stream()
                .map(flow -> standing(flow.getKey(), flow.getValue(), now))
                .toList();
    }

    private Standing standing(String name, Life life, Moment now) {
        Schedule schedule = life.schedule;
        // by the present time of day: the clock may have been set since
        Instant lastSign = now.wall().minus(Duration.between(life.lastSign, now.monotonic()));
        boolean stale = schedule != null
                && life.holder == null
                && Schedules.of(schedule, zone)
                        .next(lastSign)
                        .map(due -> now.wall().isAfter(due.plus(GRACE)))
                        .orElse(false);
        return new Standing(name, life.outcome, life.fault, life.endedAt, life.duration, stale, life.holder);
    }

    /**
     * How a flow stands.
     *
     * @param outcome of the last run; null where none has ended yet
     * @param fault the word for the last run's first problem; null where it had none
     * @param endedAt when that was
     * @param duration of that run
     * @param stale whether its schedule says that there should have been another sign of life since
     * @param holder the process that runs the flow while this one waits for its end; null where this one runs it
     */
    public record Standing(
            String flow,
            @Nullable RunOutcome outcome,
            @Nullable String fault,
            @Nullable Instant endedAt,
            @Nullable Duration duration,
            boolean stale,
            @Nullable String holder) {

        /** Whether the last run failed. */
        public boolean isFailing() {
            return outcome == RunOutcome.FAILED;
        }
    }
}
