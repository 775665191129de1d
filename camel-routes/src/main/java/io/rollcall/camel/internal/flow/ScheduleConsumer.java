package io.rollcall.camel.internal.flow;

import io.rollcall.call.Moment;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.schedule.FireTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends an empty message whenever its flow's schedule fires. The next one is not sent before the last one is processed.
 * Looks at the clocks every few seconds, so that a clock that is set, or a machine that was suspended, is noticed. Thread-safe.
 */
final class ScheduleConsumer extends DefaultConsumer {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final String flow;
    private final FlowScheduler scheduler;
    private @Nullable FireTimes fire;
    private @Nullable Future<?> wake;
    private boolean running;
    private boolean fireAtBegin;

    ScheduleConsumer(Endpoint endpoint, Processor processor, String flow, FlowScheduler scheduler) {
        super(endpoint, processor);
        this.flow = flow;
        this.scheduler = scheduler;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        scheduler.started(flow, this);
    }

    @Override
    protected void doStop() throws Exception {
        scheduler.stopped(flow, this);
        end();
        super.doStop();
    }

    /** The schedule begins. */
    synchronized void begin() {
        fire = scheduler.fireTimes(flow);
        if (fireAtBegin) {
            fireAtBegin = false;
            fire.fireNow(scheduler.clocks().now());
        }
        arm();
    }

    /** Fires at once, or as soon as the schedule begins; if a message is being processed, after it. */
    synchronized void fireNow() {
        if (fire == null) {
            fireAtBegin = true;
            return;
        }
        fire.fireNow(scheduler.clocks().now());
        if (wake != null) {
            wake.cancel(false);
        }
        arm();
    }

    /** When it fires next, by the wall clock; empty if it does not, or has not begun. */
    synchronized Optional<Instant> next() {
        Moment now = scheduler.clocks().now();
        Duration until = fire == null ? null : fire.untilNext(now);
        return Optional.ofNullable(until).map(now.wall()::plus);
    }

    // a message that is being processed goes on; Camel waits for it
    private synchronized void end() {
        fire = null;
        fireAtBegin = false;
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
    }

    private void arm() {
        if (fire == null || running) {
            return;
        }
        Duration until = fire.untilNext(scheduler.clocks().now());
        // without a next time only a clock that is set back can bring one
        Duration wait = until == null || until.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : until;
        wake = scheduler.timer().schedule(this::wake, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void wake() {
        if (fire == null || running) {
            return;
        }
        Duration until = fire.untilNext(scheduler.clocks().now());
        if (until != null && until.isZero()) {
            fire.begun(scheduler.clocks().now());
            running = true;
            scheduler.threads().execute(this::send);
        } else {
            arm();
        }
    }

    private void send() {
        Exchange exchange = createExchange(false);
        try {
            getProcessor().process(exchange);
        } catch (Exception | Error failure) {
            FatalErrors.report(failure);
            exchange.setException(failure);
        } finally {
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("flow " + flow + " failed", exchange, exchange.getException());
            }
            releaseExchange(exchange, false);
            sent();
        }
    }

    private synchronized void sent() {
        running = false;
        if (fire != null) {
            fire.ended(scheduler.clocks().now());
            arm();
        }
    }
}
