package io.rollcall.camel.internal.flow;

import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.state.StoreException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a flow once the pause is over that kept it from changing something: an event does not come again, and the next
 * scheduled poll may be hours away. Any process may end a pause, so the store is read every few seconds until then.
 * Thread-safe.
 */
public final class AfterPause {
    /** How often the store is read during a pause. */
    static final Duration PERIOD = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(AfterPause.class);

    private final Predicate<String> paused;
    private final Consumer<String> poll;
    private final ScheduledExecutorService timer;
    private final Executor threads;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    /**
     * @param paused whether changes of a flow are paused; may throw {@link StoreException}
     * @param poll polls a flow
     * @param timer waits; never works
     * @param threads on which the store is read
     */
    public AfterPause(
            Predicate<String> paused, Consumer<String> poll, ScheduledExecutorService timer, Executor threads) {
        this.paused = paused;
        this.poll = poll;
        this.timer = timer;
        this.threads = threads;
    }

    /** A run of a flow ended: if it left out changes because of a pause, the flow is polled later. */
    void ended(FlowReport report) {
        if (report.result().changes().stream().anyMatch(change -> change.status() == Change.Status.PAUSED)) {
            pollLater(report.flow());
        }
    }

    /** Polls a flow when its pause is over, once, however often this is called before. */
    void pollLater(String flow) {
        if (waiting.add(flow)) {
            readLater(flow);
        }
    }

    private void readLater(String flow) {
        try {
            timer.schedule(() -> read(flow), PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("no poll after the pause: Rollcall is ending");
        }
    }

    private void read(String flow) {
        try {
            threads.execute(() -> {
                if (isPaused(flow)) {
                    readLater(flow);
                } else {
                    waiting.remove(flow);
                    poll.accept(flow);
                }
            });
        } catch (RejectedExecutionException ending) {
            LOG.debug("no poll after the pause: Rollcall is ending");
        } catch (RuntimeException | Error noThread) {
            readLater(flow);
            throw noThread;
        }
    }

    private boolean isPaused(String flow) {
        try {
            return paused.test(flow);
        } catch (StoreException lost) {
            // read again later; runs report that the store cannot be used
            return true;
        }
    }
}
