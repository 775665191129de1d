package io.rollcall.camel.internal.flow;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for a step of a run that a host's code makes, and that may never end. Waits for one at a time; any thread stops it. */
final class HostStep {
    private volatile @Nullable Future<?> current;
    private volatile boolean stopped;

    /**
     * Waits for the end of a step. Afterwards the step is cancelled, however the wait ended.
     *
     * @param longest the longest time to wait; without effect on a step that has ended
     * @throws TimeoutException if this time is over
     * @throws java.util.concurrent.CancellationException if it is stopped
     * @throws Exception that ended the step
     */
    <T> T await(Future<T> step, Duration longest) throws Exception {
        current = step;
        if (stopped) {
            step.cancel(true);
        }
        try {
            return step.get(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            current = null;
            step.cancel(true);
        }
    }

    /** Cancels the step that is waited for, and every later one. */
    void stop() {
        stopped = true;
        Future<?> step = current;
        if (step != null) {
            step.cancel(true);
        }
    }
}
