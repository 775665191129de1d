package io.rollcall.app;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rollcall.app.api.Api;
import io.rollcall.app.api.ApiOperation;
import io.rollcall.app.api.ApiServices;
import io.rollcall.app.api.LiveTopics;
import io.rollcall.app.control.RunningProgram;
import io.rollcall.app.control.UsageException;
import io.rollcall.app.server.Health;
import io.rollcall.app.server.HttpServer;
import io.rollcall.app.server.ServerOptions;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.metrics.RollcallMeters;
import io.rollcall.camel.support.MonotonicClock;
import io.rollcall.config.RollcallConfig;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Secret;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The health and metrics of {@code run} on a loopback port; without a configured port nothing is measured. */
final class Status implements AutoCloseable {
    private static final int SHORTEST_TOKEN = 16;
    private static final Logger LOG = LoggerFactory.getLogger(Status.class);

    private final RollcallConfig config;
    private final @Nullable Metrics metrics;
    private final Map<String, String> off;
    private final LiveTopics live = new LiveTopics();
    private final @Nullable ApiServices services;
    private List<ApiOperation> operations = List.of();
    private @Nullable Health health;
    private @Nullable HttpServer server;

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
        Integer port = config.server().port();
        this.metrics = port == null ? null : Metrics.on(port);
        this.services = port == null ? null : new ApiServices(live);
    }

    FlowListener flows() {
        return metrics == null || services == null
                ? FlowListener.NONE
                : FlowListener.of(metrics.meters(), services.flows());
    }

    CallListener calls() {
        return metrics == null ? CallListener.NONE : metrics.meters();
    }

    /**
     * Starts the server; the program is not ready yet.
     *
     * @throws UsageException if the port cannot be opened
     */
    void serve(RunningProgram program) throws IOException {
        if (metrics == null || services == null) {
            return;
        }
        Rollcall rollcall = program.rollcall();
        metrics.meters().watch(() -> Optional.of(rollcall.health().flows()));
        for (Application application : config.applications().values()) {
            metrics.meters().watch(rollcall.health().budget(), application, rollcall::forecast);
            metrics.meters().watch(() -> Optional.of(rollcall.health().streams()), application);
        }
        health = new Health(rollcall.health(), off, rollcall::lastClockJump);
        operations = services.start(program);
        try {
            server = HttpServer.start(options(metrics.port()), health, metrics.registry(), new Api(operations), live);
        } catch (BindException taken) {
            throw new UsageException("Port " + metrics.port() + " on "
                    + config.server().address() + " cannot be opened (" + taken.getMessage()
                    + "). Choose another rollcall.server.port, or remove the key.");
        }
        warn();
        String host = config.server().address().contains(":")
                ? "[" + config.server().address() + "]"
                : config.server().address();
        LOG.info("page, health and metrics on http://{}:{}", host, server.port());
    }

    private void warn() {
        if (!config.server().isLoopback()) {
            LOG.warn(
                    "The page is open to other machines without TLS: the token and what the page shows cross the network"
                            + " unencrypted. Put a reverse proxy with TLS in front of it (docs/administrators/page-access.md).");
        }
        Secret token = config.server().token();
        if (token != null && token.reveal().length() < SHORTEST_TOKEN) {
            LOG.warn(
                    "rollcall.server.token is shorter than {} characters and may be guessed. Make one with: openssl rand"
                            + " -hex 32",
                    SHORTEST_TOKEN);
        }
    }

    private ServerOptions options(int port) {
        RollcallConfig.Server given = config.server();
        return new ServerOptions(
                given.address(),
                port,
                given.isLoopback(),
                given.token(),
                given.showNames(),
                Commands.version(),
                MonotonicClock.system());
    }

    /** The operations of the API; empty if there is no server. */
    List<ApiOperation> operations() {
        return operations;
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
        if (services != null) {
            services.close();
        }
    }
}
