package io.rollcall.camel.internal.flow;

import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old rows from the store: after runs, and each hour where there are none or they fail. The store does that once a day. A
 * failure is logged and concerns no run. Thread-safe.
 */
public final class OldRows {
    private static final Logger LOG = LoggerFactory.getLogger(OldRows.class);

    private final StateStore store;

    public OldRows(StateStore store) {
        this.store = store;
    }

    /**
     * Removes old rows each hour from now on.
     *
     * @param timer waits; never works
     * @param threads on which the store is used
     */
    public void start(ScheduledExecutorService timer, Executor threads) {
        try {
            timer.schedule(
                    () -> {
                        start(timer, threads);
                        threads.execute(this::remove);
                    },
                    1,
                    TimeUnit.HOURS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("no further removal: Rollcall is ending");
        }
    }

    /** Removes old rows now, on the calling thread. */
    void remove() {
        try {
            store.upkeep().run().ifPresent(LOG::warn);
        } catch (StoreException failed) {
            LOG.warn("Old rows could not be removed from the store. {}", failed.getMessage());
        }
    }
}
