package io.rollcall.camel.internal.flow;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.lock.ExclusiveWork;
import io.rollcall.state.RunnerLocks;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each scheduled flow in one process at a time. Where another process on the same store runs the flow, this one
 * skips its scheduled runs and takes over when the other process ends, see {@link ExclusiveWork}. Where the store cannot be
 * used the flow runs all the same: its report then says so, and it can change nothing. Thread-safe.
 */
public final class ExclusiveFlows {
    private static final Logger LOG = LoggerFactory.getLogger(ExclusiveFlows.class);

    private final ExclusiveWork work;

    /**
     * @param locks those of the store, read at each attempt: a host chooses its store late
     * @param workers on which attempts are made, which may block
     */
    public ExclusiveFlows(
            Supplier<RunnerLocks> locks, ScheduledExecutorService timer, Executor workers, FlowListener listener) {
        work = new ExclusiveWork(locks, timer, workers, new Observer(listener));
    }

    /**
     * Makes a flow run in this process as soon as no other process runs it.
     *
     * @param begin called on a worker each time when this process may begin to run the flow
     */
    public void start(String flow, Runnable begin) {
        work.start(flow, begin);
    }

    /** Runs a scheduled run on the calling thread, unless another process runs the flow. */
    public void run(String flow, Runnable run) {
        work.run(flow, run);
    }

    /** Ends the wait for a flow, or lets another process run it; a run under way comes to its end first. */
    public void stop(String flow) {
        work.stop(flow);
    }

    /** Stops all flows. */
    public void stop() {
        work.stop();
    }

    private record Observer(FlowListener listener) implements ExclusiveWork.Observer {
        @Override
        public void waiting(String flow, String holder) {
            LOG.warn(
                    "flow {} already runs in {} on the same store. This process waits, and runs the flow when that"
                            + " one ends.",
                    flow,
                    holder);
            listener.waiting(flow, holder);
        }

        @Override
        public void resumed(String flow) {
            LOG.info("flow {}: the other process has ended; this process runs the flow now", flow);
            listener.resumed(flow);
        }

        @Override
        public void lost(String flow) {
            LOG.warn("flow {}: the store's lock was lost; it is acquired again before the flow runs", flow);
        }
    }
}
