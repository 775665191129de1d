package io.rollcall.app.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rollcall.app.api.Api;
import io.rollcall.app.api.LiveTopics;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;
import org.xnio.XnioExecutor;

/**
 * The HTTP server of {@code run}: the page, its API, health and metrics, on one address. It limits the size, the number and
 * the time of requests; incomplete requests block no thread. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int LARGEST_HEAD = 16 << 10;
    private static final int MOST_HEADERS = 64;
    /** More clients wait until others have gone; those that send nothing go within seconds. */
    private static final int MOST_CONNECTIONS = 500;

    private static final int CONNECTIONS_AGAIN = 450;
    private static final Duration LONGEST_HEAD = Duration.ofSeconds(5);
    private static final Duration LONGEST_BODY = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Undertow server;
    private final RequestHandler requests;
    private final LiveHandler live;
    private final OperationThreads operations;
    private XnioExecutor.@Nullable Key beats;

    private HttpServer(Undertow server, RequestHandler requests, LiveHandler live, OperationThreads operations) {
        this.server = server;
        this.requests = requests;
        this.live = live;
        this.operations = operations;
    }

    /**
     * Starts the server.
     *
     * @throws BindException if the port cannot be opened
     */
    public static HttpServer start(
            ServerOptions options, Health health, PrometheusMeterRegistry meters, Api api, LiveTopics topics)
            throws BindException {
        Counter wrong = Counter.builder("rollcall.server.wrong.tokens")
                .description("Wrong tokens that clients of the HTTP server showed")
                .register(meters);
        LiveHandler live = new LiveHandler(topics, options.clock());
        Gauge.builder("rollcall.server.pages", live, LiveHandler::connected)
                .description("Pages that are connected for live updates")
                .register(meters);
        Gauge.builder("rollcall.ready", health, asked -> asked.readiness().ready() ? 1 : 0)
                .description("1 while /health/ready is up")
                .register(meters);
        AccessRules rules = new AccessRules(options.loopback());
        Authenticator authenticator =
                new Authenticator(options.token(), "rollcall-" + options.port(), options.clock(), wrong::increment);
        OperationThreads operations = new OperationThreads(health::storeProblem);
        RequestHandler requests = new RequestHandler(
                new RequestRules(new HostNames(options.address(), options.loopback())),
                authenticator,
                rules,
                new StatusPages(health, meters),
                new SessionHandler(options, authenticator, rules),
                new ApiHandler(api),
                live,
                operations,
                LONGEST_BODY,
                LONGEST_ANSWER);
        HttpServer made = new HttpServer(undertow(options, requests), requests, live, operations);
        made.begin();
        return made;
    }

    private static Undertow undertow(ServerOptions options, RequestHandler requests) {
        return Undertow.builder()
                .addHttpListener(options.port(), options.address())
                .setIoThreads(1)
                .setWorkerThreads(WORKERS)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, MOST_CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, CONNECTIONS_AGAIN)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) LONGEST_HEAD.toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int) IDLE.toMillis())
                // Undertow itself answers a malformed Host, and waits for the rest of such a request
                .setSocketOption(Options.READ_TIMEOUT, (int) LONGEST_PAUSE.toMillis())
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, LARGEST_HEAD)
                .setServerOption(UndertowOptions.MAX_HEADERS, MOST_HEADERS)
                .setServerOption(UndertowOptions.MAX_COOKIES, MOST_HEADERS)
                // RequestHandler limits bodies, with an answer that says so
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                // decoded by RequestPath, once
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 0)
                .setHandler(new HttpContinueReadHandler(requests))
                .build();
    }

    private void begin() throws BindException {
        try {
            server.start();
        } catch (RuntimeException failure) {
            // Undertow wraps the exception of the socket
            if (failure.getCause() instanceof BindException taken) {
                throw taken;
            }
            if (failure instanceof UnresolvedAddressException
                    || failure.getCause() instanceof UnresolvedAddressException) {
                throw new BindException("Unknown host");
            }
            throw failure;
        }
        beats = server.getWorker()
                .getIoThread()
                .executeAtInterval(this::beat, LiveHandler.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        server.getWorker().execute(live::beat);
    }

    /** The port on which it listens. */
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        XnioExecutor.Key begun = beats;
        if (begun != null) {
            begun.remove();
        }
        live.end();
        // Undertow reports answers that end together with its threads as defects
        requests.end(LONGEST_END);
        server.stop();
        operations.close();
    }
}
