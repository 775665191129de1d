package io.rollcall.camel.watch;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Trigger;
import io.rollcall.schedule.ScheduleTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records the results of the flows' last runs, and whether a scheduled run is overdue. Ignores plans, and of a flow with a
 * schedule the runs on events: they say nothing about its polls. Flows may be added and removed. Thread-safe.
 */
public final class FlowMonitor implements FlowListener {
    /** How long after its scheduled time a flow may show no progress. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    /** After how many failed runs in a row a flow with planned runs is outdated. */
    private static final int FAILURES_OF_PLAN = 3;

    private final Clocks clocks;
    private final Map<String, State> flows = new TreeMap<>();

    /** The state of one flow. */
    private static final class State {
        private @Nullable ScheduleTimes schedule;
        /** By the monotonic clock. */
        private Instant lastProgress;

        /** By the monotonic clock: the end of the last run that did not fail, or the begin of the schedule. */
        private Instant lastSuccess;

        /** In a row. */
        private int failures;

        private @Nullable RunOutcome outcome;
        private @Nullable String fault;
        private @Nullable Instant endedAt;
        private @Nullable Instant succeededAt;
        private @Nullable Duration duration;
        private @Nullable String holder;

        State(Instant began) {
            this.lastProgress = began;
            this.lastSuccess = began;
        }
    }

    public FlowMonitor(Clocks clocks) {
        this.clocks = clocks;
    }

    /**
     * Records that a flow runs from now on without being asked to.
     *
     * @param schedule null where only events start its runs: then none can be overdue
     */
    public synchronized void scheduled(String flow, @Nullable ScheduleTimes schedule) {
        State state = state(flow);
        state.schedule = schedule;
        state.lastProgress = clocks.monotonic().instant();
        state.lastSuccess = state.lastProgress;
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
        if (report.mode() == Mode.PLAN) {
            return;
        }
        State state = state(report.flow());
        if (report.trigger() != Trigger.EVENT || state.schedule == null) {
            state.lastProgress = clocks.monotonic().instant();
            state.outcome = report.result().outcome();
            state.failures++;
            if (state.outcome != RunOutcome.FAILED) {
                state.failures = 0;
                state.lastSuccess = state.lastProgress;
                state.succeededAt = report.startedAt().plus(report.duration());
            }
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

    /** The state of one flow; empty if it neither has a schedule nor was run. */
    public synchronized Optional<Standing> standing(String flow) {
        return Optional.ofNullable(flows.get(flow)).map(state -> standing(flow, state, clocks.now()));
    }

    private Standing standing(String name, State state, Moment now) {
        ScheduleTimes schedule = state.schedule;
        boolean runsHere = schedule != null && state.holder == null;
        boolean stale = runsHere && isOver(schedule, 1, state.lastProgress, now);
        boolean outdated = runsHere && state.failures > 0 && isOutdated(state, schedule, now);
        return new Standing(
                name,
                state.outcome,
                state.fault,
                state.endedAt,
                state.duration,
                stale,
                state.succeededAt,
                outdated,
                state.holder);
    }

    // a plan has no times before it was made, so that the missed ones cannot be counted
    private static boolean isOutdated(State state, @Nullable ScheduleTimes schedule, Moment now) {
        return schedule instanceof ScheduleTimes.OfPlan
                ? state.failures >= FAILURES_OF_PLAN
                : isOver(schedule, 2, state.lastSuccess, now);
    }

    /** Whether some scheduled times after one by the monotonic clock are over. */
    private static boolean isOver(@Nullable ScheduleTimes schedule, int times, Instant since, Moment now) {
        if (schedule == null) {
            return false;
        }
        // relative to the present wall clock, which may have been set since
        Optional<Instant> due = Optional.of(now.wall().minus(Duration.between(since, now.monotonic())));
        for (int i = 0; i < times; i++) {
            due = due.flatMap(schedule::next);
        }
        return due.map(last -> now.wall().isAfter(last.plus(GRACE))).orElse(false);
    }

    /**
     * The state of a flow.
     *
     * @param outcome of the last run that counts; null if none has ended
     * @param fault the word for the last run's first problem; null if it had none
     * @param endedAt when that run ended; null if none has
     * @param duration the duration of that run; null if none has ended
     * @param stale whether a scheduled run is overdue
     * @param succeededAt when the last run ended that did not fail; null if none has
     * @param outdated whether the last run failed, and two scheduled times (planned: three runs) are over since one did not
     * @param holder the process that runs the flow while this one waits for its end; null if this one runs it
     */
    public record Standing(
            String flow,
            @Nullable RunOutcome outcome,
            @Nullable String fault,
            @Nullable Instant endedAt,
            @Nullable Duration duration,
            boolean stale,
            @Nullable Instant succeededAt,
            boolean outdated,
            @Nullable String holder) {

        /** Whether the last run failed. */
        public boolean isFailing() {
            return outcome == RunOutcome.FAILED;
        }
    }
}
