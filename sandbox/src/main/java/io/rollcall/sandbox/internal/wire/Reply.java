package io.rollcall.sandbox.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer before it is sent.
 *
 * @param status the HTTP status
 * @param contentType the content type; empty: none is sent
 * @param headers further headers
 * @param body the body; not copied, so it must not change
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are compared by nobody, and copying them costs
public record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    private static final String JSON = "application/json;charset=utf-8";
    private static final String HTML = "text/html;charset=utf-8";

    /** A JSON answer. */
    public static Reply json(int status, byte[] body) {
        return new Reply(status, JSON, Map.of(), body);
    }

    /** A JSON answer that a writer writes. */
    public static Reply json(int status, Json.Content content) {
        return json(status, Json.bytes(content));
    }

    /** A JSON answer given as text. */
    public static Reply json(int status, String text) {
        return json(status, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A page of HTML. */
    public static Reply html(int status, String text) {
        return new Reply(status, HTML, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** No body and no content type. */
    public static Reply empty(int status) {
        return new Reply(status, "", Map.of(), new byte[0]);
    }

    /** The same with another header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, more, body);
    }

    /** The same with another body. */
    public Reply withBody(byte[] newBody) {
        return new Reply(status, contentType, headers, newBody);
    }
}
