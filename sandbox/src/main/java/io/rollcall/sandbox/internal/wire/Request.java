package io.rollcall.sandbox.internal.wire;

import io.undertow.server.HttpServerExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that has arrived whole. Used by one thread at a time. */
public final class Request {
    private final HttpServerExchange exchange;
    private final byte[] body;
    private @Nullable Map<String, String> query;

    Request(HttpServerExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    public String method() {
        return exchange.getRequestMethod().toString();
    }

    /** The path as it was sent, not decoded. */
    public String path() {
        return exchange.getRequestURI();
    }

    /** The query as it was sent, not decoded; may be empty. */
    public String rawQuery() {
        return exchange.getQueryString();
    }

    public byte[] body() {
        return body;
    }

    /** A header's first value, or null. */
    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** A query parameter's first value, decoded, or null. */
    public @Nullable String query(String name) {
        return query().get(name);
    }

    /** All query parameters, decoded. */
    public Map<String, String> query() {
        if (query == null) {
            query = parameters(exchange.getQueryString());
        }
        return query;
    }

    /** Whether the body is said to be JSON. */
    public boolean isJson() {
        return contentType().startsWith("application/json");
    }

    /** The content type in lower case, or an empty text. */
    public String contentType() {
        String type = header("Content-Type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    /** Decodes a query or a form; a broken escape stays as it is. */
    static Map<String, String> parameters(String text) {
        if (text.isEmpty()) {
            return Map.of();
        }
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Decodes one segment of a path, where a plus is a plus. */
    public static String segment(String text) {
        return decoded(text.replace("+", "%2B"));
    }
}
