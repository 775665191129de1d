package io.rollcall.app.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Answers {@code GET /health} (JSON; 200 when ready, 503 when not) and {@code GET /metrics} (Prometheus' text) on
 * 127.0.0.1 and nowhere else. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;

    static {
        // seconds; somebody who connects and says nothing must not keep others from asking
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private StatusServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** What is said to a request. */
    private record Answer(int status, String type, String text) {}

    /**
     * Starts answering.
     *
     * @param port 0 for any free one
     * @throws BindException where the port cannot be had
     */
    public static StatusServer start(int port, Health health, PrometheusMeterRegistry meters) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, port), 0);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "rollcall-server-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, "/", StatusServer::index));
        server.createContext("/health", exchange -> answer(exchange, "/health", () -> health(health)));
        server.createContext(
                "/metrics",
                exchange -> answer(exchange, "/metrics", () -> new Answer(200, METRICS_TYPE, meters.scrape())));
        server.start();
        return new StatusServer(server, threads);
    }

    private static Answer index() {
        return plain(200, "/health\n/metrics\n");
    }

    private static Answer health(Health health) {
        Health.Answer answer = health.answer();
        return new Answer(answer.ready() ? 200 : 503, "application/json", answer.json());
    }

    // contexts match by prefix: /healthy is none of ours
    private static void answer(HttpExchange exchange, String path, Supplier<Answer> content) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            Answer answer;
            if (!exchange.getRequestURI().getPath().equals(path)) {
                answer = plain(404, "not here; see /health and /metrics\n");
            } else if (!head && !exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer = plain(405, "only GET\n");
            } else {
                answer = content.get();
            }
            byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Answer plain(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text);
    }

    /** The port on which it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
