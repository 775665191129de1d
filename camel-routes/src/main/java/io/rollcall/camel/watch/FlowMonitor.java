package io.rollcall.camel.watch;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.support.Schedules;
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
 * Records the results of the flows' last runs, and whether a scheduled run is overdue. Ignores plans. Flows may be added and
 * removed.
 * Thread-safe.
 */
public final class FlowMonitor implements FlowListener {
    /** How long after its scheduled time a flow may show no progress. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    private final Clocks clocks;
    private final ZoneId zone;
    private final Map<String, State> flows = new TreeMap<>();

    /** The state of one flow. */
    private static final class State {
        private @Nullable Schedule schedule;
        /** By the monotonic clock. */
        private Instant lastProgress;

        private @Nullable RunOutcome outcome;
        private @Nullable String fault;
        private @Nullable Instant endedAt;
        private @Nullable Duration duration;
        private @Nullable String holder;

        State(Instant began) {
            this.lastProgress = began;
        }
    }

    /** @param zone of cron schedules */
    public FlowMonitor(Clocks clocks, ZoneId zone) {
        this.clocks = clocks;
        this.zone = zone;
    }

    /** Records that a flow has a schedule, which begins now. */
    public synchronized void scheduled(String flow, Schedule schedule) {
        State state = state(flow);
        state.schedule = schedule;
        state.lastProgress = clocks.monotonic().instant();
    }

    /** Records that a flow has no schedule: no run can be overdue. The result of its last run still counts. */
    public synchronized void unscheduled(String flow) {
        State state = flows.get(flow);
        if (state != null) {
            state.schedule = null;
            state.holder = null;
        }
    }

    /** Removes a flow. */
    public synchronized void removed(String flow) {
        flows.remove(flow);
    }

    private State state(String flow) {
        return flows.computeIfAbsent(flow, any -> new State(clocks.monotonic().instant()));
    }

    @Override
    public synchronized void progressed(String flow, CallCount calls) {
        State state = flows.get(flow);
        if (state != null) {
            state.lastProgress = clocks.monotonic().instant();
        }
    }

    @Override
    public synchronized void finished(FlowReport report) {
        if (report.mode() != Mode.PLAN) {
            State state = state(report.flow());
            state.lastProgress = clocks.monotonic().instant();
            state.outcome = report.result().outcome();
            state.fault = report.result().problems().stream()
                    .findFirst()
                    .map(Problem::word)
                    .orElse(null);
            state.endedAt = report.startedAt().plus(report.duration());
            state.duration = report.duration();
        }
    }

    @Override
    public synchronized void waiting(String flow, String holder) {
        State state = flows.get(flow);
        if (state != null) {
            state.holder = holder;
        }
    }

    @Override
    public synchronized void resumed(String flow) {
        State state = flows.get(flow);
        if (state != null) {
            state.holder = null;
            state.lastProgress = clocks.now().monotonic();
        }
    }

    /** The states of all flows that have a schedule or were run, by name. */
    public synchronized List<Standing> standings() {
        Moment now = clocks.now();
        return flows.entrySet().stream()
                .map(flow -> standing(flow.getKey(), flow.getValue(), now))
                .toList();
    }

    private Standing standing(String name, State state, Moment now) {
        Schedule schedule = state.schedule;
        // relative to the present wall clock, which may have been set since
        Instant lastProgress = now.wall().minus(Duration.between(state.lastProgress, now.monotonic()));
        boolean stale = schedule != null
                && state.holder == null
                && Schedules.of(schedule, zone)
                        .next(lastProgress)
                        .map(due -> now.wall().isAfter(due.plus(GRACE)))
                        .orElse(false);
        return new Standing(name, state.outcome, state.fault, state.endedAt, state.duration, stale, state.holder);
    }

    /**
     * The state of a flow.
     *
     * @param outcome of the last run; null if none has ended
     * @param fault the word for the last run's first problem; null if it had none
     * @param endedAt when that run ended; null if none has
     * @param duration the duration of that run; null if none has ended
     * @param stale whether a scheduled run is overdue
     * @param holder the process that runs the flow while this one waits for its end; null if this one runs it
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
