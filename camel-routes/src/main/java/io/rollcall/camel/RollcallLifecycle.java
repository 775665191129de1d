package io.rollcall.camel;

import io.rollcall.camel.api.RollcallStartException;
import io.rollcall.config.ConfigurationException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;

/**
 * Starts and ends the parts of one installation with the context. When the context stops, no flow starts. Runs and calls in
 * progress may finish within the context's shutdown timeout. Then waits end, so that runs end in order, and then the
 * rest is ended. Thread-safe.
 */
final class RollcallLifecycle extends LifecycleStrategySupport {
    private final CamelContext context;
    private final RollcallParts parts;
    private final NextStart nextStart;
    private volatile boolean ended;

    /** Installs what follows an ended Rollcall. */
    @FunctionalInterface
    interface NextStart {
        void install(CamelContext starting) throws Exception;
    }

    /** @param nextStart called when the context starts again, unless Rollcall is installed there already */
    RollcallLifecycle(CamelContext context, RollcallParts parts, NextStart nextStart) {
        this.context = context;
        this.parts = parts;
        this.nextStart = nextStart;
    }

    /** Whether the parts are of no use now; the next start of the context has others. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public void onContextInitializing(CamelContext starting) throws VetoCamelContextStartException {
        if (ended) {
            starting.getLifecycleStrategies().remove(this);
            installAgain(starting);
        }
    }

    /** Unless Rollcall was installed otherwise in the meantime. */
    private void installAgain(CamelContext starting) throws VetoCamelContextStartException {
        if (Rollcall.of(starting).isEmpty()) {
            try {
                nextStart.install(starting);
            } catch (ConfigurationException wrong) {
                throw RollcallStartException.of(wrong, starting);
            } catch (Exception failure) {
                throw new VetoCamelContextStartException("Rollcall cannot start", failure, starting, true);
            }
        }
    }

    @Override
    public void onContextStarted(CamelContext started) {
        if (!parts.flows.names().isEmpty()) {
            parts.clockWatch.start(parts.threads.timer());
            parts.oldRows.start(parts.threads.timer(), parts.threads.flows());
        }
        parts.scheduler.contextStarted();
    }

    /** Ends what is going on before the context stops, see {@link Rollcall#stop}. */
    void stop(Duration patience) throws InterruptedException {
        if (isInUse()) {
            parts.streams.stop();
            parts.executors.stopWaiting();
            parts.runner.stop(patience, Duration.ofSeconds(1));
            parts.outcomes.flush();
            writeHistory();
        }
    }

    @Override
    public void onContextStopping(CamelContext stopping) {
        // a context whose start was refused takes itself for stopped already, and says no more than this
        if (stopping.getStatus().isStopped()) {
            end();
            return;
        }
        if (isInUse()) {
            ShutdownStrategy grace = stopping.getShutdownStrategy();
            finishWithin(Duration.of(grace.getTimeout(), grace.getTimeUnit().toChronoUnit()));
        }
    }

    /** Where nothing was configured there is nothing to end, and nothing keeps the context from another start. */
    private boolean isInUse() {
        return !parts.flows.names().isEmpty() || !parts.accounts.all().isEmpty();
    }

    /** Runs end before the host's routes, which they may use; exchanges of those routes have the same time. */
    private void finishWithin(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        parts.streams.stop();
        parts.threads.timer().schedule(parts.executors::stopWaiting, grace.toMillis(), TimeUnit.MILLISECONDS);
        try {
            // waits end at the end of the grace, and runs then in order
            parts.runner.stop(grace.plusSeconds(1), Duration.ofSeconds(1));
            parts.outcomes.flush();
            writeHistory();
            parts.executors.awaitIdle(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            parts.exchanges.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            awaitThreadsWithReplies();
            parts.notifying.await(Duration.ofSeconds(1));
            parts.channels.await(Duration.ofSeconds(1));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeHistory() throws InterruptedException {
        parts.updates.await(Duration.ofSeconds(1));
        parts.history.flush();
    }

    /**
     * Waits a moment until threads that blocked on an exchange continue with its reply: Camel makes exchanges fail whose
     * threads still block when it stops. Others may block for other reasons, so the moment is short.
     */
    private void awaitThreadsWithReplies() {
        AsyncProcessorAwaitManager blocked = PluginHelper.getAsyncProcessorAwaitManager(context);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (blocked.size() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public void onContextStopped(CamelContext stopped) {
        if (!ended) {
            end();
        }
    }

    /** Ends all parts at once. */
    void end() {
        ended = true;
        parts.template.end();
        parts.channels.end();
        parts.streams.end();
        parts.executors.end();
        parts.inside.stop();
        parts.health.end(context);
        parts.topology.end();
        parts.threads.end();
        parts.runner.stop();
        parts.exclusive.stop();
    }
}
