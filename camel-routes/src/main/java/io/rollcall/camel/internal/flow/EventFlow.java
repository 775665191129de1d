package io.rollcall.camel.internal.flow;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.event.VendorEvent;
import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.CollectedEvents;
import io.rollcall.hint.Hints;
import io.rollcall.hint.MeetingEvents;
import io.rollcall.hint.Reconciliation;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one flow when events say so, one run at a time. Events are only collected on the thread that brings them; no thread
 * waits for the next run. Thread-safe.
 */
final class EventFlow {
    /** When a run is tried again that was refused because the flow was running. */
    static final Duration RETRY = MeetingEvents.BATCH;

    private static final RunResult BROKEN = new RunResult(RunOutcome.FAILED, List.of(), List.of(), List.of(), null);

    private static final Logger LOG = LoggerFactory.getLogger(EventFlow.class);

    private final FlowConfig flow;
    private final Runs runs;
    private final InstantSource time;
    private final ScheduledExecutorService timer;
    private final Executor threads;
    private final CollectedEvents events;
    private final Reconciliation reconciliation = new Reconciliation();
    private @Nullable Trigger poll;
    private @Nullable Instant pollAt;
    private @Nullable Instant wakeAt;
    private boolean running;
    private boolean ended;

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
        reconciliation.live(time.instant());
        arm();
    }

    synchronized void lost() {
        reconciliation.lost();
    }

    /**
     * This process begins to run the flow, while events come.
     *
     * @param polls whether the flow polls now for another reason
     */
    synchronized void begun(boolean polls) {
        reconciliation.polled();
        if (!polls && events.pollsAfterGap()) {
            poll(Trigger.EVENT);
        }
    }

    /** Polls now, or as soon as the flow is no longer running. */
    synchronized void poll(Trigger trigger) {
        poll = trigger;
        pollAt = time.instant();
        arm();
    }

    /** Starts no further run. */
    synchronized void end() {
        ended = true;
    }

    private void arm() {
        Duration until = untilNext();
        if (ended || running || until == null) {
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

    private @Nullable Duration untilNext() {
        Instant now = time.instant();
        Duration until = earlier(events.untilNext(now), reconciliation.untilNext(now));
        Instant wanted = pollAt;
        return wanted == null
                ? until
                : earlier(until, wanted.isAfter(now) ? Duration.between(now, wanted) : Duration.ZERO);
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
        Duration until = untilNext();
        if (ended || running || until == null || !until.isZero()) {
            arm();
            return;
        }
        running = true;
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException ending) {
            LOG.debug("no run on events: Rollcall is ending");
        }
    }

    private void run() {
        Work work = take();
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
            ran();
        }
    }

    private synchronized Work take() {
        Instant now = time.instant();
        Trigger wanted = pollAt == null || pollAt.isAfter(now) ? null : poll;
        boolean reconciles = reconciliation.take(now);
        if ((events.takesPoll(now) || reconciles) && wanted == null) {
            wanted = Trigger.EVENT;
        }
        if (wanted != null) {
            poll = null;
            pollAt = null;
            return new Work(wanted, Hints.NONE);
        }
        return new Work(null, events.take(now));
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
        } else if (poll == null) {
            poll = trigger;
            pollAt = now.plus(RETRY);
        }
    }

    private synchronized void ended(Work work, RunResult result) {
        if (work.trigger() == null) {
            events.ended(work.hints(), result, time.instant());
        } else {
            reconciliation.ended(result, time.instant());
        }
    }

    private synchronized void ran() {
        running = false;
        arm();
    }
}
