package io.rollcall.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rollcall.app.server.Health;
import io.rollcall.app.server.StatusServer;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.metrics.RollcallMeters;
import io.rollcall.config.RollcallConfig;
import io.rollcall.vendor.Application;
import java.io.IOException;
import java.net.BindException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code run} tells machines on a loopback port, where one is configured; otherwise nothing is measured. */
final class Status implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Status.class);

    private final RollcallConfig config;
    private final @Nullable Watched watched;
    private final Map<String, String> off;
    private @Nullable Health health;
    private @Nullable StatusServer server;

    /** What is measured. */
    private record Watched(int port, PrometheusMeterRegistry registry, RollcallMeters meters) {
        static Watched on(int port) {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new UptimeMetrics().bindTo(registry);
            return new Watched(port, registry, new RollcallMeters(registry));
        }
    }

    /** @param off flows that are not run because of their lists, with the reason */
    Status(RollcallConfig config, Map<String, String> off) {
        this.off = Map.copyOf(off);
        this.config = config;
        Integer port = config.serverPort();
        this.watched = port == null ? null : Watched.on(port);
    }

    FlowListener flows() {
        return watched == null ? FlowListener.NONE : watched.meters();
    }

    CallListener calls() {
        return watched == null ? CallListener.NONE : watched.meters();
    }

    /**
     * Starts answering; not ready yet.
     *
     * @throws UsageException where another program has the port
     */
    void serve(Rollcall rollcall) throws IOException {
        if (watched == null) {
            return;
        }
        for (Application application : config.applications().values()) {
            watched.meters().watch(rollcall.health().budget(), application);
        }
        health = new Health(rollcall.health(), off, rollcall::lastClockJump);
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
    }
}
