package io.rollcall.app.server;

import io.rollcall.app.api.ApiProblem;
import io.rollcall.report.JsonLine;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response that is sent whole. Immutable.
 *
 * @param headers besides those of every response
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";

    static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** @param json one JSON value */
    static Answer json(int status, String json) {
        return new Answer(status, JSON, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer empty(int status) {
        return new Answer(status, "", new byte[0], Map.of());
    }

    static Answer problem(ApiProblem problem) {
        return problem(problem.status(), problem.title(), problem.detail());
    }

    /** @param detail what to do */
    static Answer problem(int status, String title, String detail) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "about:blank");
        fields.put("title", title);
        fields.put("status", status);
        fields.put("detail", detail);
        return new Answer(status, PROBLEM, JsonLine.of(fields).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** For a request that would be answered a little later. @param reason a sentence */
    static Answer busy(String reason) {
        return problem(503, "busy", reason + " Try again in a few seconds.").with("Retry-After", "5");
    }

    /** The same with one more header. */
    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, more);
    }
}
