package io.rollcall.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers kept as files beside the tests. */
public final class Samples {
    private Samples() {}

    public static String text(String path) {
        try (InputStream in = Samples.class.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no such sample: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static HttpResponse ok(String path) {
        return answer(200, path);
    }

    public static HttpResponse answer(int status, String path) {
        return HttpResponse.of(status, Map.of(), text(path));
    }
}
