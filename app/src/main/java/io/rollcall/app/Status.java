package io.rollcall.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rollcall.app.server.Health;
import io.rollcall.app.server.StatusServer;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.metrics.RollcallMeters;
import io.rollcall.config.RollcallConfig;
import io.rollcall.vendor.Application;
import java.io.IOException;
import java.net.BindException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The health and metrics of {@code run} on a loopback port; without a configured port nothing is measured. */
final class Status implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Status.class);

    private final RollcallConfig config;
    private final @Nullable Metrics metrics;
    private final Map<String, String> off;
    private @Nullable Health health;
    private @Nullable StatusServer server;

    /** The meters and their port. */
    private record Metrics(int port, PrometheusMeterRegistry registry, RollcallMeters meters) {
        static Metrics on(int port) {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new UptimeMetrics().bindTo(registry);
            return new Metrics(port, registry, new RollcallMeters(registry));
        }
    }

    /** @param off flows that do not run because of errors in their lists, with the reason */
    Status(RollcallConfig config, Map<String, String> off) {
        this.off = Map.copyOf(off);
        this.config = config;
        Integer port = config.serverPort();
        this.metrics = port == null ? null : Metrics.on(port);
    }

    FlowListener flows() {
        return metrics == null ? FlowListener.NONE : metrics.meters();
    }

    CallListener calls() {
        return metrics == null ? CallListener.NONE : metrics.meters();
    }

    /**
     * Starts the server; the program is not ready yet.
     *
     * @throws UsageException if the port cannot be opened
     */
    void serve(Rollcall rollcall) throws IOException {
        if (metrics == null) {
            return;
        }
        for (Application application : config.applications().values()) {
            metrics.meters().watch(rollcall.health().budget(), application);
        }
        health = new Health(rollcall.health(), off, rollcall::lastClockJump);
        try {
            server = StatusServer.start(metrics.port(), health, metrics.registry());
        } catch (BindException taken) {
            throw new UsageException("Port " + metrics.port() + " on 127.0.0.1 cannot be opened (" + taken.getMessage()
                    + "). Choose another rollcall.server.port, or remove the key.");
        }
        LOG.info("health and metrics on http://127.0.0.1:{}", server.port());
    }

    /** Sets the program to ready: all schedules are started. */
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
