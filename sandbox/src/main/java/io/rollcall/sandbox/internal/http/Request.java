package io.rollcall.sandbox.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with its whole body. Not thread-safe. */
public final class Request {
    private final String method;
    private final String path;
    private final String rawQuery;
    private final HttpHeaders headers;
    private final byte[] body;
    private @Nullable Map<String, String> query;

    Request(FullHttpRequest request) {
        String uri = request.uri();
        int question = uri.indexOf('?');
        this.method = request.method().name();
        this.path = question < 0 ? uri : uri.substring(0, question);
        this.rawQuery = question < 0 ? "" : uri.substring(question + 1);
        this.headers = request.headers();
        this.body = ByteBufUtil.getBytes(request.content());
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** The path as sent, not decoded. */
    public String path() {
        return path;
    }

    /** The query as sent, not decoded; may be empty. */
    public String rawQuery() {
        return rawQuery;
    }

    /** The body; not copied. */
    public byte[] body() {
        return body;
    }

    /** A header's first value, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** A query parameter's first value, decoded, or null. */
    public @Nullable String query(String name) {
        return query().get(name);
    }

    /** A query parameter's first value, in which a plus sign stays a plus sign, or null. */
    public @Nullable String queryKeepingPlus(String name) {
        return parameters(rawQuery.replace("+", "%2B")).get(name);
    }

    /** All query parameters, decoded. */
    public Map<String, String> query() {
        if (query == null) {
            query = parameters(rawQuery);
        }
        return query;
    }

    /** The body as a JSON tree; a missing node if the content type is not JSON or the body cannot be parsed. */
    public JsonNode json() {
        return isJson() ? Json.parse(body) : MissingNode.getInstance();
    }

    /** The body as the decoded fields of a form. */
    public Map<String, String> form() {
        return parameters(new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the content type is JSON. */
    public boolean isJson() {
        return contentType().startsWith("application/json");
    }

    /** Whether the content type is that of a form. */
    public boolean isForm() {
        return contentType().contains("form-urlencoded");
    }

    private String contentType() {
        String type = header("Content-Type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    /** Decodes a query or a form; an invalid escape stays as it is. */
    private static Map<String, String> parameters(String text) {
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

    /** Decodes one segment of a path, in which a plus sign stays a plus sign. */
    public static String segment(String text) {
        return decoded(text.replace("+", "%2B"));
    }
}
