package io.rollcall.camel.internal.stream;

import io.rollcall.budget.BillingMonth;
import io.rollcall.camel.support.DelayedWork;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.state.StreamRepository.Push;
import io.rollcall.vendor.Application;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes pushes into the store, off the thread that reads them: at most one transaction a second for all applications of a
 * process. Thread-safe.
 */
final class StreamRecorder {
    static final Duration PERIOD = Duration.ofSeconds(1);

    /** What is kept while the store cannot be used; older pushes are then not counted. */
    static final int MOST_KEPT = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(StreamRecorder.class);

    private final StateStore store;
    private final DelayedWork later;
    private List<Received> waiting = new ArrayList<>();
    private volatile boolean failing;

    private record Received(Application application, Push push) {}

    private record Key(String application, BillingMonth month) {}

    /** @param workers may block */
    StreamRecorder(StateStore store, ScheduledExecutorService timer, Executor workers) {
        this.store = store;
        this.later = new DelayedWork(timer, workers, () -> flush() ? Optional.empty() : Optional.of(PERIOD));
    }

    /** A push came. Returns at once. */
    synchronized void received(Application application, Push push) {
        waiting.add(new Received(application, push));
        if (waiting.size() > MOST_KEPT) {
            waiting.remove(0);
        }
        later.in(PERIOD);
    }

    /** Writes what waits, on the calling thread; false if the store cannot be used. */
    boolean flush() {
        List<Received> writing;
        synchronized (this) {
            writing = waiting;
            waiting = new ArrayList<>();
        }
        if (writing.isEmpty()) {
            return true;
        }
        Map<Key, List<Push>> batches = new LinkedHashMap<>();
        for (Received one : writing) {
            BillingMonth month = BillingMonth.of(
                    one.push().at(), one.application().provider().quotaZone());
            batches.computeIfAbsent(new Key(one.application().id(), month), any -> new ArrayList<>())
                    .add(one.push());
        }
        try {
            var unused = store.atomically(() -> {
                batches.forEach((key, pushes) -> store.stream().received(key.application(), key.month(), pushes));
                return true;
            });
            failing = false;
            return true;
        } catch (StoreException lost) {
            if (!failing) {
                failing = true;
                LOG.warn("The events that came cannot be counted now: {}", lost.getMessage());
            }
            putBack(writing);
            return false;
        }
    }

    private synchronized void putBack(List<Received> writing) {
        writing.addAll(waiting);
        waiting = new ArrayList<>(writing.subList(Math.max(0, writing.size() - MOST_KEPT), writing.size()));
    }
}
