package io.rollcall.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer that arrived whole.
 *
 * @param status the HTTP status
 * @param headers one value a name; names are compared without regard to case
 * @param body as it arrived, after decompression; never changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // a defensive copy of 16 MiB would cost more than it protects
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {
    public HttpResponse {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableMap(sorted);
    }

    /** An answer with a text body. */
    public static HttpResponse of(int status, Map<String, String> headers, String body) {
        return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer as HTTP clients hand it over; of several values of one header the first counts. */
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
