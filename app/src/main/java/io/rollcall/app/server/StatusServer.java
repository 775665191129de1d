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
 * Answers {@code GET /health} (JSON; 200 when ready, 503 when not) and {@code GET /metrics} (Prometheus text format) on
 * 127.0.0.1 and nowhere else. Connections that send nothing, or half a request, hold no thread. A request whose Host names
 * another machine is refused: it comes from a web page that points a name of its own at this address. Thread-safe.
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

    /** What is said to a request. */
    private record Answer(int status, String type, String text) {}

    /**
     * Starts answering.
     *
     * @param port 0 for any free one
     * @throws BindException where the port cannot be had
     */
    public static StatusServer start(int port, Health health, PrometheusMeterRegistry meters) throws BindException {
        HttpHandler pages = exchange -> answer(exchange, health, meters);
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
            // Undertow wraps what the socket says
            if (failure.getCause() instanceof BindException taken) {
                throw taken;
            }
            throw failure;
        }
        return new StatusServer(server);
    }

    private static void answer(HttpServerExchange exchange, Health health, PrometheusMeterRegistry meters) {
        boolean head = exchange.getRequestMethod().equals(Methods.HEAD);
        Answer answer;
        if (!isForThisMachine(exchange)) {
            answer = plain(421, "this server answers for 127.0.0.1 and localhost only\n");
        } else if (!Set.of("/", "/health", "/metrics").contains(exchange.getRequestPath())) {
            answer = plain(404, "not here; see /health and /metrics\n");
        } else if (!head && !exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            answer = plain(405, "only GET\n");
        } else {
            answer = switch (exchange.getRequestPath()) {
                case "/health" -> health(health);
                case "/metrics" -> new Answer(200, METRICS_TYPE, meters.scrape());
                default -> plain(200, "/health\n/metrics\n");
            };
        }
        exchange.setStatusCode(answer.status());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.type());
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(answer.text(), StandardCharsets.UTF_8);
    }

    private static boolean isForThisMachine(HttpServerExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        // HTTP/1.0 clients need not send one
        return host == null
                || NAMES.contains(host.replaceFirst(":[0-9]*\\z", "").toLowerCase(Locale.ROOT));
    }

    private static Answer health(Health health) {
        Health.Answer answer = health.answer();
        return new Answer(answer.ready() ? 200 : 503, "application/json", answer.json());
    }

    private static Answer plain(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text);
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
