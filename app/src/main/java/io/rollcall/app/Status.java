package io.rollcall.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rollcall.app.server.BoundedReads;
import io.rollcall.app.server.Health;
import io.rollcall.app.server.StatusServer;
import io.rollcall.call.Clocks;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.MonotonicClock;
import io.rollcall.camel.metrics.RollcallMeters;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.schedule.ClockJump;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Application;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code run} tells machines on a loopback port, where one is configured; otherwise nothing is measured. */
final class Status implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Status.class);

    /** A monitor asks every few seconds and waits no longer than a few. */
    private static final Duration LONGEST_READ = Duration.ofMillis(700);

    private final RollcallConfig config;
    private final @Nullable Watched watched;
    private final Map<String, String> off;
    private @Nullable Health health;
    private @Nullable StatusServer server;
    private final BoundedReads reads = new BoundedReads(LONGEST_READ);

    /** What is measured. */
    private record Watched(int port, PrometheusMeterRegistry registry, RollcallMeters meters, FlowMonitor flows) {
        static Watched on(int port, RollcallConfig config, List<FlowConfig> flows) {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new UptimeMetrics().bindTo(registry);
            return new Watched(
                    port,
                    registry,
                    new RollcallMeters(registry),
                    new FlowMonitor(flows, new Clocks(Clock.systemUTC(), MonotonicClock.system()), config.timezone()));
        }
    }

    /**
     * @param flows that are run on their schedules
     * @param off flows that are not run because of their lists, with the reason
     */
    Status(RollcallConfig config, List<FlowConfig> flows, Map<String, String> off) {
        this.off = Map.copyOf(off);
        this.config = config;
        Integer port = config.serverPort();
        this.watched = port == null ? null : Watched.on(port, config, flows);
    }

    FlowListener flows() {
        return watched == null ? FlowListener.NONE : FlowListener.of(watched.meters(), watched.flows());
    }

    CallListener calls() {
        return watched == null ? CallListener.NONE : watched.meters();
    }

    /**
     * Starts answering; not ready yet.
     *
     * @param jumps the last jump of the system clock, or empty
     * @throws UsageException where another program has the port
     */
    void serve(StateStore store, Supplier<Optional<ClockJump>> jumps) throws IOException {
        if (watched == null) {
            return;
        }
        StateStore bounded = reads.of(store);
        BudgetMonitor budget = new BudgetMonitor(config.applications().values(), bounded, Clock.systemUTC());
        for (Application application : config.applications().values()) {
            watched.meters().watch(budget, application);
        }
        health = new Health(bounded, watched.flows(), budget, off, jumps);
        try {
            server = StatusServer.start(watched.port(), health, watched.registry());
        } catch (BindException taken) {
            throw new UsageException("Port " + watched.port() + " cannot be had on 127.0.0.1 (" + taken.getMessage()
                    + "); choose another rollcall.server.port, or leave it out.");
        }
        LOG.info("health and metrics on http://127.0.0.1:{}", server.port());
    }

    /** All schedules run from now on. */
    void started() {
        if (health != null) {
            health.started();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        reads.close();
    }
}
