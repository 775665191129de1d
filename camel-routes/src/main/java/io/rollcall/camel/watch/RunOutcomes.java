package io.rollcall.camel.watch;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.support.DelayedWork;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.state.RunRepository.Runs;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how scheduled runs end, for the page: off the threads that run them, in one transaction for several runs. Ignores
 * plans and runs that a person started. Thread-safe.
 */
public final class RunOutcomes implements FlowListener {
    /** How long counts wait before they are written. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(RunOutcomes.class);

    private final StateStore store;
    private final ZoneId zone;
    private final DelayedWork later;
    private Map<Key, Long> waiting = new LinkedHashMap<>();

    private record Key(String flow, LocalDate day, RunOutcome outcome) {}

    /**
     * @param zone of the days
     * @param workers may block
     */
    public RunOutcomes(StateStore store, ZoneId zone, ScheduledExecutorService timer, Executor workers) {
        this.store = store;
        this.zone = zone;
        this.later = new DelayedWork(timer, workers, () -> {
            flush();
            return Optional.empty();
        });
    }

    @Override
    public void finished(FlowReport report) {
        if (report.mode() == Mode.RUN) {
            add(new Key(
                    report.flow(),
                    LocalDate.ofInstant(report.startedAt(), zone),
                    report.result().outcome()));
        }
    }

    private synchronized void add(Key key) {
        waiting.merge(key, 1L, Long::sum);
        later.in(PERIOD);
    }

    /** Writes what waits, on the calling thread. What cannot be written now is written with the next run. */
    public void flush() {
        Map<Key, Long> writing;
        synchronized (this) {
            writing = waiting;
            waiting = new LinkedHashMap<>();
        }
        if (writing.isEmpty()) {
            return;
        }
        List<Runs> runs = writing.entrySet().stream()
                .map(one -> new Runs(
                        one.getKey().flow(), one.getKey().day(), one.getKey().outcome(), one.getValue()))
                .toList();
        try {
            store.runs().ended(runs);
        } catch (StoreException lost) {
            // a run that needs the store reports the failure
            LOG.debug("the outcomes of runs cannot be stored now");
            putBack(writing);
        }
    }

    private synchronized void putBack(Map<Key, Long> writing) {
        writing.forEach((key, runs) -> waiting.merge(key, runs, Long::sum));
    }
}
