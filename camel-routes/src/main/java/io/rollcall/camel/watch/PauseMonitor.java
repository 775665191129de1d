package io.rollcall.camel.watch;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.state.Pause;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when a pause keeps a flow from making changes, and when it no longer does: once each, after the first run that it
 * applies to. Thread-safe.
 */
public final class PauseMonitor implements FlowListener {
    private static final Logger LOG = LoggerFactory.getLogger(PauseMonitor.class);

    private final Predicate<String> changesMeetings;
    private final StateStore store;
    private final InstantSource time;
    private final ZoneId zone;
    private final Map<String, Pause> paused = new ConcurrentHashMap<>();

    /**
     * @param changesMeetings whether a flow of this name changes meetings
     * @param zone in which times are logged
     */
    public PauseMonitor(Predicate<String> changesMeetings, StateStore store, InstantSource time, ZoneId zone) {
        this.changesMeetings = changesMeetings;
        this.store = store;
        this.time = time;
        this.zone = zone;
    }

    @Override
    public void finished(FlowReport report) {
        String flow = report.flow();
        if (report.mode() == Mode.PLAN || !changesMeetings.test(flow)) {
            return;
        }
        try {
            note(flow, store.pauses().of(flow, time.instant()).orElse(null));
        } catch (StoreException lost) {
            // the run itself could use the store; the next run reports the failure
            LOG.debug("the pauses cannot be read now");
        }
    }

    private void note(String flow, @Nullable Pause now) {
        Pause before = now == null ? paused.remove(flow) : paused.put(flow, now);
        if (now != null && !now.equals(before)) {
            LOG.warn("flow {}: makes no changes: {}", flow, now.words(zone));
        } else if (now == null && before != null) {
            LOG.warn("flow {}: makes changes again, the pause is over", flow);
        }
    }
}
