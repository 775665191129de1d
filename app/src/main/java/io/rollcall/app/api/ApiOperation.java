package io.rollcall.app.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the API. Immutable.
 *
 * @param method {@code GET} or {@code POST}; an operation that gets anything of people is a POST, so that no address contains
 *     it
 * @param path begins with {@code /api/v1/}; a segment in braces is a parameter, as in {@code /api/v1/flows/{flow}/last}
 * @param changes whether it changes something: then it always requires the token
 */
public record ApiOperation(String method, String path, boolean changes, Handler handler) {
    private static final Pattern PATH = Pattern.compile("/api/v1(/([a-z0-9-]+|\\{[a-z]+\\}))+");

    /** Answers requests. Thread-safe. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers a request. May block on the store.
         *
         * @return what {@link io.rollcall.report.JsonLine} can write, an {@link ApiFile}, or null for an empty answer
         * @throws ApiProblem if there is no answer
         */
        @Nullable Object answer(ApiRequest request);
    }

    public ApiOperation {
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new IllegalArgumentException("an operation is GET or POST, not " + method);
        }
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not a path of the API: " + path);
        }
        if (changes && method.equals("GET")) {
            throw new IllegalArgumentException("a GET changes nothing: " + path);
        }
    }

    /** An operation that reads and names no one. */
    public static ApiOperation read(String path, Handler handler) {
        return new ApiOperation("GET", path, false, handler);
    }

    /** An operation that reads, and whose request may name people. */
    public static ApiOperation query(String path, Handler handler) {
        return new ApiOperation("POST", path, false, handler);
    }

    /** An operation that changes something. */
    public static ApiOperation change(String path, Handler handler) {
        return new ApiOperation("POST", path, true, handler);
    }
}
