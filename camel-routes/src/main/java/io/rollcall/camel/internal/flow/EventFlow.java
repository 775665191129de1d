package io.rollcall.camel.internal.flow;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.event.VendorEvent;
import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.CollectedEvents;
import io.rollcall.hint.Hints;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one flow when events say so: one poll at a time, and one run with hints at a time, which does not wait for a poll.
 * Events are only collected on the thread that brings them; no thread waits for the next run. Thread-safe.
 */
final class EventFlow {
    private static final RunResult BROKEN = new RunResult(RunOutcome.FAILED, List.of(), List.of(), List.of(), null);

    private static final Logger LOG = LoggerFactory.getLogger(EventFlow.class);

    private final FlowConfig flow;
    private final Runs runs;
    private final InstantSource time;
    private final ScheduledExecutorService timer;
    private final Executor threads;
    private final CollectedEvents events;
    private final DuePolls polls = new DuePolls();
    private @Nullable Instant wakeAt;
    private final Set<Lane> busy = EnumSet.noneOf(Lane.class);
    private boolean ended;

    /** Runs that do not take place at the same time. */
    private enum Lane {
        POLLS,
        HINTS
    }

    /** Runs a flow. */
    interface Runs {
        /**
         * Runs the flow on the calling thread.
         *
         * @param hints what events told; {@link Hints#NONE} for a poll
         */
        Result run(FlowConfig flow, Trigger trigger, Hints hints);
    }

    /**
     * What became of a run.
     *
     * @param refused whether the flow was running already
     * @param report empty where no run took place
     */
    record Result(boolean refused, Optional<FlowReport> report) {
        /** Another process runs the flow, or no one is concerned. */
        static final Result NOTHING = new Result(false, Optional.empty());

        /** The flow was running already. */
        static final Result REFUSED = new Result(true, Optional.empty());
    }

    /** What a run does. @param trigger of a poll; null for a run with hints */
    private record Work(@Nullable Trigger trigger, Hints hints) {}

    /**
     * @param time a monotonic clock
     * @param timer waits; never works
     * @param threads on which the flow runs
     */
    EventFlow(
            FlowConfig flow,
            CollectedEvents events,
            Runs runs,
            InstantSource time,
            ScheduledExecutorService timer,
            Executor threads) {
        this.flow = flow;
        this.events = events;
        this.runs = runs;
        this.time = time;
        this.timer = timer;
        this.threads = threads;
    }

    FlowConfig flow() {
        return flow;
    }

    synchronized void received(VendorEvent event) {
        events.received(event, time.instant());
        arm();
    }

    /** Events come from now on: a poll makes up for those that were missed, unless the next poll is soon enough. */
    synchronized void live() {
        if (!events.pollsAfterGap()) {
            return;
        }
        polls.live(time.instant());
        arm();
    }

    synchronized void lost() {
        polls.lost();
    }

    /**
     * This process begins to run the flow, while events come.
     *
     * @param pollsAnyway whether the flow polls now for another reason
     */
    synchronized void begun(boolean pollsAnyway) {
        polls.polled();
        if (!pollsAnyway && events.pollsAfterGap()) {
            poll(Trigger.EVENT);
        }
    }

    /** Polls now, or as soon as the flow is no longer running. */
    synchronized void poll(Trigger trigger) {
        polls.ask(trigger, time.instant());
        arm();
    }

    /** Starts no further run. */
    synchronized void end() {
        ended = true;
    }

    private void arm() {
        Duration until = earlier(untilNext(Lane.POLLS), untilNext(Lane.HINTS));
        if (ended || until == null) {
            return;
        }
        Instant next = time.instant().plus(until);
        if (wakeAt == null || next.isBefore(wakeAt)) {
            try {
                timer.schedule(() -> wake(next), until.toNanos(), TimeUnit.NANOSECONDS);
                wakeAt = next;
            } catch (RejectedExecutionException ending) {
                LOG.debug("no run on events: Rollcall is ending");
            }
        }
    }

    /** How long until a lane has something to do; null for nothing, also while it is busy. */
    private @Nullable Duration untilNext(Lane lane) {
        if (busy.contains(lane)) {
            return null;
        }
        Instant now = time.instant();
        return lane == Lane.POLLS ? polls.untilNext(now) : events.untilNext(now);
    }

    private static @Nullable Duration earlier(@Nullable Duration one, @Nullable Duration other) {
        return one == null || (other != null && other.compareTo(one) < 0) ? other : one;
    }

    private synchronized void wake(Instant at) {
        if (!at.equals(wakeAt)) {
            // an earlier time was set since
            return;
        }
        wakeAt = null;
        for (Lane lane : Lane.values()) {
            Duration until = untilNext(lane);
            if (!ended && until != null && until.isZero()) {
                begin(lane);
            }
        }
        arm();
    }

    private void begin(Lane lane) {
        busy.add(lane);
        try {
            threads.execute(() -> run(lane));
        } catch (RejectedExecutionException ending) {
            LOG.debug("no run on events: Rollcall is ending");
        } catch (RuntimeException | Error noThread) {
            busy.remove(lane);
            timer.schedule(this::again, 1, TimeUnit.SECONDS);
            throw noThread;
        }
    }

    private synchronized void again() {
        arm();
    }

    private void run(Lane lane) {
        Work work = take(lane);
        try {
            Trigger trigger = work.trigger();
            if (trigger != null || !work.hints().isEmpty()) {
                done(work, runs.run(flow, trigger == null ? Trigger.EVENT : trigger, work.hints()));
            }
        } catch (RuntimeException | Error failure) {
            ended(work, BROKEN);
            FatalErrors.report(failure);
            LOG.error("flow {}: a run on events failed ({})", flow.name(), UnexpectedErrors.name(failure), failure);
        } finally {
            ran(lane);
        }
    }

    private synchronized Work take(Lane lane) {
        Instant now = time.instant();
        if (lane == Lane.POLLS) {
            return new Work(polls.take(now), Hints.NONE);
        }
        return events.takesPoll(now) ? new Work(Trigger.EVENT, Hints.NONE) : new Work(null, events.take(now));
    }

    private synchronized void done(Work work, Result result) {
        Instant now = time.instant();
        Trigger trigger = work.trigger();
        result.report().ifPresent(report -> ended(work, report.result()));
        if (!result.refused()) {
            return;
        }
        if (trigger == null) {
            events.putBack(work.hints(), now);
        } else {
            polls.refused(trigger, now);
        }
    }

    private synchronized void ended(Work work, RunResult result) {
        if (work.trigger() == null) {
            events.ended(work.hints(), result, time.instant());
        } else {
            polls.ended(result, time.instant());
        }
    }

    private synchronized void ran(Lane lane) {
        busy.remove(lane);
        arm();
    }
}
