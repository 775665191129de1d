package io.rollcall.sandbox.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response before it is sent.
 *
 * @param status the HTTP status
 * @param contentType the content type; empty sends none
 * @param headers further headers
 * @param body the body; not copied, so it must not change
 */
@SuppressWarnings("ArrayRecordComponent") // nothing compares bodies, and a copy of each costs
public record Response(int status, String contentType, Map<String, String> headers, byte[] body) {
    private static final String JSON = "application/json;charset=utf-8";
    private static final String HTML = "text/html;charset=utf-8";

    /** A JSON response. */
    public static Response json(int status, JsonNode tree) {
        return new Response(status, JSON, Map.of(), Json.bytes(tree, false));
    }

    /** A JSON response, indented for people. */
    public static Response indentedJson(int status, JsonNode tree) {
        return new Response(status, JSON, Map.of(), Json.bytes(tree, true));
    }

    /** A JSON response given as text. */
    public static Response json(int status, String text) {
        return new Response(status, JSON, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** An HTML page. */
    public static Response html(int status, String text) {
        return new Response(status, HTML, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** A response without body and content type. */
    public static Response empty(int status) {
        return new Response(status, "", Map.of(), new byte[0]);
    }

    /** A copy with one more header; {@code Content-Type} replaces the content type. */
    public Response with(String name, String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            return new Response(status, value, headers, body);
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, contentType, more, body);
    }

    /** A copy with another body. */
    public Response withBody(byte[] newBody) {
        return new Response(status, contentType, headers, newBody);
    }
}
