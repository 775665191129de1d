package com.example.acme;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for Acme Rooms on loopback and a free port, written from vendor-page.md and not from the adapter, so that a
 * misreading shows. Thread-safe; close it to free the port.
 */
final class AcmeServer implements AutoCloseable {
    static final String CLIENT_ID = "acme-client";
    static final String CLIENT_SECRET = "planted-acme-secret";

    private static final JsonMapper JSON = new JsonMapper();

    /** The people that it knows, by their badge. */
    private static final Map<String, String> BADGES = Map.of("1", "zhangsan", "4", "john", "5", "mary");

    private final HttpServer server;
    private final AtomicInteger tokens = new AtomicInteger();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<Long> questionsAt = new ArrayList<>();

    private record Fault(int status, Map<String, String> headers, String code) {}

    AcmeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth/token", this::token);
        server.createContext("/v1/people", this::people);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Properties that point Rollcall at it. */
    List<String> properties() {
        return List.of(
                "rollcall.acme.url=" + url(),
                "rollcall.acme.client-id=" + CLIENT_ID,
                "rollcall.acme.client-secret=" + CLIENT_SECRET);
    }

    /** The next question about people fails. */
    synchronized void script(int status, Map<String, String> headers, String code) {
        faults.add(new Fault(status, headers, code));
    }

    /** How many tokens it gave out. */
    int tokens() {
        return tokens.get();
    }

    /** When it was asked about people, in nanoseconds of this machine, refused questions included. */
    synchronized List<Long> questionsAt() {
        return List.copyOf(questionsAt);
    }

    private void token(HttpExchange exchange) throws IOException {
        var asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
        boolean known = CLIENT_ID.equals(asked.path("clientId").textValue())
                && CLIENT_SECRET.equals(asked.path("clientSecret").textValue());
        if (known) {
            answer(exchange, 200, Map.of("token", "acme-token-" + tokens.incrementAndGet(), "expiresIn", 3600));
        } else {
            refuse(exchange, 401, "UNKNOWN_CLIENT");
        }
    }

    private void people(HttpExchange exchange) throws IOException {
        Fault fault = nextFault();
        if (fault != null) {
            fault.headers().forEach(exchange.getResponseHeaders()::add);
            refuse(exchange, fault.status(), fault.code());
            return;
        }
        // a new token ends the one before
        if (!("acme-token-" + tokens).equals(exchange.getRequestHeaders().getFirst("X-Acme-Token"))) {
            refuse(exchange, 401, "TOKEN_EXPIRED");
            return;
        }
        List<String> ids = new ArrayList<>();
        String by = "";
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            if (parts[0].equals("by")) {
                by = value;
            } else {
                ids.add(value);
            }
        }
        if (!by.equals("BADGE") || ids.size() > 50) {
            refuse(exchange, 400, "BAD_QUESTION");
            return;
        }
        answer(exchange, 200, Map.of("people", ids.stream().map(AcmeServer::row).toList()));
    }

    private synchronized Fault nextFault() {
        questionsAt.add(System.nanoTime());
        return faults.poll();
    }

    private static Map<String, Object> row(String badge) {
        Map<String, Object> row = new TreeMap<>(Map.of("asked", badge));
        String login = BADGES.get(badge);
        row.put("result", login == null ? "UNKNOWN" : "FOUND");
        if (login != null) {
            row.put("person", Map.of("login", login, "room", "70" + badge));
        }
        return row;
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        answer(exchange, status, Map.of("error", Map.of("code", code, "text", "...")));
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("X-Acme-Request", "acme-request");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
