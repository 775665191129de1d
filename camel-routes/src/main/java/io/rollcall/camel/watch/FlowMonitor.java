package io.rollcall.camel.watch;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.Schedules;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import io.rollcall.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of the flows' last runs, and whether a scheduled run is overdue. Thread-safe. */
public final class FlowMonitor implements FlowListener {
    /** How long after its schedule a flow may be without progress. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    private final Clocks clocks;
    private final ZoneId zone;
    private final Map<String, Life> flows = new LinkedHashMap<>();

    /** The state of one flow. */
    private static final class Life {
        private final @Nullable Schedule schedule;
        /** By the monotonic clock. */
        private Instant lastSign;

        private @Nullable RunOutcome outcome;
        private @Nullable Instant endedAt;
        private @Nullable Duration duration;
        private @Nullable String holder;

        Life(@Nullable Schedule schedule, Instant began) {
            this.schedule = schedule;
            this.lastSign = began;
        }
    }

    /**
     * @param flows whose schedules begin now
     * @param zone of their cron schedules
     */
    public FlowMonitor(List<FlowConfig> flows, Clocks clocks, ZoneId zone) {
        this.clocks = clocks;
        this.zone = zone;
        Instant now = clocks.monotonic().instant();
        flows.forEach(flow -> this.flows.put(flow.name(), new Life(flow.schedule(), now)));
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
        Life life = flows.get(report.flow());
        if (life != null) {
            life.lastSign = clocks.monotonic().instant();
            life.outcome = report.result().outcome();
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

    /** How all flows stand, in the order in which they were given. */
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
        return new Standing(name, life.outcome, life.endedAt, life.duration, stale, life.holder);
    }

    /**
     * How a flow stands.
     *
     * @param outcome of the last run; null where none has ended yet
     * @param endedAt when that was
     * @param duration of that run
     * @param stale whether its schedule says that there should have been another sign of life since
     * @param holder the process that runs the flow while this one waits for its end; null where this one runs it
     */
    public record Standing(
            String flow,
            @Nullable RunOutcome outcome,
            @Nullable Instant endedAt,
            @Nullable Duration duration,
            boolean stale,
            @Nullable String holder) {}
}
