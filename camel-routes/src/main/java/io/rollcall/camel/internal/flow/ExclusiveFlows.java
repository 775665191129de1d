package io.rollcall.camel.internal.flow;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.state.RunnerLocks;
import io.rollcall.state.RunnerLocks.Attempt;
import io.rollcall.state.RunnerLocks.Lock;
import io.rollcall.state.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each scheduled flow in one process at a time. Where another process on the same store runs the flow, this one
 * skips its scheduled runs, tries again every second, and takes over when the other process ends. No thread waits.
 * Where the store cannot be used the flow runs all the same: its report then says so, and it can change nothing.
 * Thread-safe.
 */
public final class ExclusiveFlows {
    static final Duration RETRY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ExclusiveFlows.class);

    private final Supplier<RunnerLocks> locks;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final FlowListener listener;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /**
     * @param locks those of the store, read at each attempt: a host chooses its store late
     * @param workers on which attempts are made, which may block
     */
    public ExclusiveFlows(
            Supplier<RunnerLocks> locks, ScheduledExecutorService timer, Executor workers, FlowListener listener) {
        this.locks = locks;
        this.timer = timer;
        this.workers = workers;
        this.listener = listener;
    }

    /**
     * Makes a flow run in this process as soon as no other process runs it.
     *
     * @param begin called on a worker each time when this process may begin to run the flow
     */
    public void start(String flow, Runnable begin) {
        Turn turn = new Turn(flow, begin);
        Turn before = turns.put(flow, turn);
        if (before != null) {
            before.end();
        }
        execute(turn::begin);
    }

    /** Runs a scheduled run on the calling thread, unless another process runs the flow. */
    public void run(String flow, Runnable run) {
        Turn turn = turns.get(flow);
        if (turn != null) {
            turn.run(run);
        }
    }

    /** Ends the wait for a flow, or lets another process run it; a run under way comes to its end first. */
    public void stop(String flow) {
        Turn turn = turns.remove(flow);
        if (turn != null) {
            turn.end();
        }
    }

    /** Stops all flows. */
    public void stop() {
        turns.keySet().forEach(this::stop);
    }

    private void execute(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException ending) {
            LOG.debug("not tried again: Rollcall is ending");
        }
    }

    /** The state of one flow. */
    private final class Turn {
        private final String flow;
        private final Runnable begin;
        private final ReentrantLock attempt = new ReentrantLock();
        private final AtomicReference<@Nullable Lock> held = new AtomicReference<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicBoolean retrying = new AtomicBoolean();
        private volatile boolean waiting;
        private volatile boolean ended;

        Turn(String flow, Runnable begin) {
            this.flow = flow;
            this.begin = begin;
        }

        void begin() {
            if (isMine()) {
                begin.run();
            }
        }

        void run(Runnable run) {
            running.incrementAndGet();
            try {
                if (isMine()) {
                    run.run();
                }
            } finally {
                if (running.decrementAndGet() == 0 && ended) {
                    release();
                }
            }
        }

        /** Whether this process may run the flow now. */
        private boolean isMine() {
            attempt.lock();
            try {
                return !ended && (isHeld() || acquires());
            } finally {
                attempt.unlock();
            }
        }

        private boolean isHeld() {
            Lock lock = held.get();
            if (lock == null) {
                return false;
            }
            if (lock.isHeld()) {
                return true;
            }
            LOG.warn("flow {}: the store's lock was lost; it is acquired again before the flow runs", flow);
            release();
            return false;
        }

        private boolean acquires() {
            Attempt answer;
            try {
                answer = locks.get().tryAcquire(flow);
            } catch (StoreException unusable) {
                LOG.debug("flow {}: no lock", flow, unusable);
                retryIfWaiting();
                return !waiting;
            }
            Lock lock = answer.lock();
            if (lock == null) {
                waits(answer.holder());
                return false;
            }
            held.set(lock);
            if (ended) {
                release();
                return false;
            }
            resumes();
            return true;
        }

        private void waits(String holder) {
            if (!waiting) {
                waiting = true;
                LOG.warn(
                        "flow {} already runs in {} on the same store. This process waits, and runs the flow when that"
                                + " one ends.",
                        flow,
                        holder);
                listener.waiting(flow, holder);
            }
            retryIfWaiting();
        }

        private void resumes() {
            if (waiting) {
                waiting = false;
                LOG.info("flow {}: the other process has ended; this process runs the flow now", flow);
                listener.resumed(flow);
            }
        }

        private void retryIfWaiting() {
            if (waiting && !ended && retrying.compareAndSet(false, true)) {
                try {
                    timer.schedule(() -> execute(this::retry), RETRY.toNanos(), TimeUnit.NANOSECONDS);
                } catch (RejectedExecutionException ending) {
                    LOG.debug("not tried again: Rollcall is ending");
                }
            }
        }

        private void retry() {
            retrying.set(false);
            if (waiting) {
                begin();
            }
        }

        void end() {
            ended = true;
            if (running.get() == 0) {
                release();
            }
        }

        private void release() {
            Lock lock = held.getAndSet(null);
            if (lock != null) {
                lock.close();
            }
        }
    }
}
