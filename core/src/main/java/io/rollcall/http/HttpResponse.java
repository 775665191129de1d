package io.rollcall.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A complete response. Thread-safe as long as the body is not changed.
 *
 * @param status the HTTP status
 * @param headers one value for each name; names are case-insensitive
 * @param body the decompressed bytes; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a defensive copy of 16 MiB would cost more than it protects
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {
    public HttpResponse {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableMap(sorted);
    }

    /** A response with a text body. */
    public static HttpResponse of(int status, Map<String, String> headers, String body) {
        return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A response as HTTP clients return it; of several values of a header the first counts. */
    public static HttpResponse received(int status, Map<String, List<String>> headers, byte[] body) {
        Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                (name, values) -> values.stream().findFirst().ifPresent(value -> first.putIfAbsent(name, value)));
        return new HttpResponse(status, first, body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String toString() {
        return "HttpResponse[" + status + ", " + body.length + " bytes]";
    }
}
