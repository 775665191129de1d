package io.rollcall.camel.internal.lock;

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
 * Does named work in one process at a time. Where another process on the same store does it, this one leaves it out, tries
 * again every second, and takes over when the other process ends. No thread waits. Where the store cannot be used the work is
 * done all the same. Thread-safe.
 */
public final class ExclusiveWork {
    public static final Duration RETRY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ExclusiveWork.class);

    private final Supplier<RunnerLocks> locks;
    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Observer observer;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /** Receives what happens to work, on a worker. */
    public interface Observer {

        /** Another process does the work; this one waits for its end. */
        void waiting(String work, String holder);

        /** The other process has ended: this one does the work now. */
        void resumed(String work);

        /** The store's lock was lost; it is acquired again before the work goes on. */
        void lost(String work);
    }

    /**
     * @param locks those of the store, read at each attempt: a host chooses its store late
     * @param workers on which attempts are made, which may block
     */
    public ExclusiveWork(
            Supplier<RunnerLocks> locks, ScheduledExecutorService timer, Executor workers, Observer observer) {
        this.locks = locks;
        this.timer = timer;
        this.workers = workers;
        this.observer = observer;
    }

    /**
     * Lets this process do work as soon as no other process does it.
     *
     * @param begin called on a worker each time when this process may begin
     */
    public void start(String work, Runnable begin) {
        Turn turn = new Turn(work, begin);
        Turn before = turns.put(work, turn);
        if (before != null) {
            before.end();
        }
        execute(turn::begin);
    }

    /**
     * Does a part of the work on the calling thread, unless another process does the work.
     *
     * @return whether it was done
     */
    public boolean run(String work, Runnable part) {
        Turn turn = turns.get(work);
        return turn != null && turn.run(part);
    }

    /** Ends the wait for work, or lets another process do it; a part under way comes to its end first. */
    public void stop(String work) {
        Turn turn = turns.remove(work);
        if (turn != null) {
            turn.end();
        }
    }

    /** Stops all work. */
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

    /** The state of one kind of work. */
    private final class Turn {
        private final String work;
        private final Runnable begin;
        private final ReentrantLock attempt = new ReentrantLock();
        private final AtomicReference<@Nullable Lock> held = new AtomicReference<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicBoolean retrying = new AtomicBoolean();
        private volatile boolean waiting;
        private volatile boolean ended;

        Turn(String work, Runnable begin) {
            this.work = work;
            this.begin = begin;
        }

        void begin() {
            if (isMine()) {
                begin.run();
            }
        }

        boolean run(Runnable part) {
            running.incrementAndGet();
            try {
                boolean mine = isMine();
                if (mine) {
                    part.run();
                }
                return mine;
            } finally {
                if (running.decrementAndGet() == 0 && ended) {
                    release();
                }
            }
        }

        /** Whether this process may do the work now. */
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
            observer.lost(work);
            release();
            return false;
        }

        private boolean acquires() {
            Attempt answer;
            try {
                answer = locks.get().tryAcquire(work);
            } catch (StoreException unusable) {
                LOG.debug("{}: no lock", work, unusable);
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
                observer.waiting(work, holder);
            }
            retryIfWaiting();
        }

        private void resumes() {
            if (waiting) {
                waiting = false;
                observer.resumed(work);
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
