package io.rollcall.camel.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that many ask for and that is done once for all of them, some time later: never twice at the same time, so work that
 * waits for a slow store takes one thread. Thread-safe.
 */
public final class DelayedWork {
    private static final Logger LOG = LoggerFactory.getLogger(DelayedWork.class);

    private final ScheduledExecutorService timer;
    private final Executor workers;
    private final Supplier<Optional<Duration>> work;
    private boolean scheduled;
    private boolean running;
    /** How long after the work that is running it is wanted again; null for not. */
    private @Nullable Duration again;

    /**
     * @param timer waits; never works
     * @param workers may block
     * @param work returns how long after its end it is to be done again without being asked for; empty for not at all
     */
    public DelayedWork(ScheduledExecutorService timer, Executor workers, Supplier<Optional<Duration>> work) {
        this.timer = timer;
        this.workers = workers;
        this.work = work;
    }

    /** Asks for the work. Returns at once; while the timer is being stopped nothing happens, and the owner works at the stop. */
    public synchronized void in(Duration delay) {
        if (running) {
            again = delay;
        } else if (!scheduled) {
            try {
                timer.schedule(() -> workers.execute(this::run), delay.toMillis(), TimeUnit.MILLISECONDS);
                scheduled = true;
            } catch (RejectedExecutionException stopping) {
                LOG.debug("done at the stop");
            }
        }
    }

    private void run() {
        synchronized (this) {
            scheduled = false;
            running = true;
            again = null;
        }
        Optional<Duration> next = Optional.empty();
        try {
            next = work.get();
        } finally {
            ended(next);
        }
    }

    private synchronized void ended(Optional<Duration> next) {
        running = false;
        next.or(() -> Optional.ofNullable(again)).ifPresent(this::in);
    }
}
