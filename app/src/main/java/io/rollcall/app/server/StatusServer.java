package io.rollcall.app.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Serves {@code GET /health} (JSON; 200 when ready, 503 when not) and {@code GET /metrics} (Prometheus text format) on
 * 127.0.0.1 only. Incomplete requests block no thread. A request with another Host is rejected: a web page can send one with
 * DNS rebinding. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Set<String> NAMES = Set.of(LOOPBACK, "localhost", "[::1]");
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int WORKERS = 4;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int LARGEST_HEAD = 16 << 10;

    private final Undertow server;

    private StatusServer(Undertow server) {
        this.server = server;
    }

    /** A response. */
    private record Response(int status, String type, String text) {}

    /**
     * Starts the server.
     *
     * @param port 0 for any free one
     * @throws BindException if the port cannot be opened
     */
    public static StatusServer start(int port, Health health, PrometheusMeterRegistry meters) throws BindException {
        HttpHandler pages = exchange -> respond(exchange, health, meters);
        Undertow server = Undertow.builder()
                .addHttpListener(port, LOOPBACK)
                .setIoThreads(1)
                .setWorkerThreads(WORKERS)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, REQUEST_MILLIS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 6 * REQUEST_MILLIS)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, LARGEST_HEAD)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 0)
                .setHandler(new BlockingHandler(pages))
                .build();
        try {
            server.start();
        } catch (RuntimeException failure) {
            // Undertow wraps the exception of the socket
            if (failure.getCause() instanceof BindException taken) {
                throw taken;
            }
            throw failure;
        }
        return new StatusServer(server);
    }

    private static void respond(HttpServerExchange exchange, Health health, PrometheusMeterRegistry meters) {
        boolean head = exchange.getRequestMethod().equals(Methods.HEAD);
        Response response;
        if (!isForThisMachine(exchange)) {
            response = plain(421, "the Host must be 127.0.0.1 or localhost\n");
        } else if (!Set.of("/", "/health", "/metrics").contains(exchange.getRequestPath())) {
            response = plain(404, "not found; see /health and /metrics\n");
        } else if (!head && !exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            response = plain(405, "only GET\n");
        } else {
            response = switch (exchange.getRequestPath()) {
                case "/health" -> health(health);
                case "/metrics" -> new Response(200, METRICS_TYPE, meters.scrape());
                default -> plain(200, "/health\n/metrics\n");
            };
        }
        exchange.setStatusCode(response.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, response.type());
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(response.text(), StandardCharsets.UTF_8);
    }

    private static boolean isForThisMachine(HttpServerExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        // HTTP/1.0 clients need not send one
        return host == null
                || NAMES.contains(host.replaceFirst(":[0-9]*\\z", "").toLowerCase(Locale.ROOT));
    }

    private static Response health(Health health) {
        Health.Response response = health.response();
        return new Response(response.ready() ? 200 : 503, "application/json", response.json());
    }

    private static Response plain(int status, String text) {
        return new Response(status, "text/plain; charset=utf-8", text);
    }

    /** The port on which it listens. */
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
