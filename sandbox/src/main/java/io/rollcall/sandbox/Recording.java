package io.rollcall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The recorded exchanges of a folder that {@code rollcall probe} wrote; docs/contributors/recordings.md describes the format. A
 * request gets the answers that were recorded for it, one after the other, and then the last one again. Thread-safe.
 */
final class Recording {
    private static final String INDEX = "recording.json";
    private static final int FORMAT = 1;
    /** What the server writes itself. */
    private static final Set<String> HOP =
            Set.of("content-length", "transfer-encoding", "connection", "content-encoding");

    private final List<Exchange> exchanges;
    private final Map<String, AtomicInteger> turns = new HashMap<>();

    /** One request and its answer. */
    record Exchange(
            VendorApi api, String method, String path, Map<String, String> query, JsonNode body, Response response) {
        boolean hasTarget(Request request) {
            return method.equals(request.method()) && path.equals(request.path());
        }

        boolean isFor(Request request) {
            Map<String, String> asked = new TreeMap<>(request.query());
            asked.remove("access_token");
            JsonNode sent = request.body().length == 0 ? Json.object().path("none") : request.json();
            return query.equals(asked) && (body.isMissingNode() ? sent.isMissingNode() : body.equals(sent));
        }
    }

    private Recording(List<Exchange> exchanges) {
        this.exchanges = List.copyOf(exchanges);
    }

    /** @throws InvalidRecordingException if the folder holds no recording of this format */
    static Recording read(Path folder) {
        JsonNode index = json(folder.resolve(INDEX));
        if (index.path("format").asInt() != FORMAT) {
            throw new InvalidRecordingException(folder + " is a recording of format "
                    + index.path("format").asText() + ", and this version plays format " + FORMAT
                    + ". Use the version of Rollcall that made it.");
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (JsonNode entry : index.path("exchanges")) {
            String file = entry.path("file").asText();
            // a name with a folder in it would leave the recording
            if (!file.matches("[A-Za-z0-9.-]+")) {
                throw new InvalidRecordingException(
                        folder + "/" + INDEX + " names a file that is none of a recording.");
            }
            JsonNode recorded = json(folder.resolve(file));
            VendorApi.named(recorded.path("operation").asText())
                    .ifPresent(api -> exchanges.add(exchange(api, recorded)));
        }
        if (exchanges.isEmpty()) {
            throw new InvalidRecordingException(folder + " has no answer that the sandbox can play.");
        }
        return new Recording(exchanges);
    }

    private static JsonNode json(Path file) {
        try {
            JsonNode read = Json.parse(Files.readAllBytes(file));
            if (!read.isObject()) {
                throw new InvalidRecordingException(file + " is no JSON object. Run rollcall probe again.");
            }
            return read;
        } catch (IOException unreadable) {
            throw new InvalidRecordingException(file + " cannot be read. Name a folder that rollcall probe wrote.");
        }
    }

    private static Exchange exchange(VendorApi api, JsonNode recorded) {
        JsonNode request = recorded.path("request");
        Map<String, String> query = new TreeMap<>();
        request.path("query").forEachEntry((name, value) -> query.put(name, value.asText()));
        return new Exchange(
                api,
                request.path("method").asText(),
                request.path("path").asText(),
                query,
                request.path("body"),
                response(recorded.path("response")));
    }

    private static Response response(JsonNode recorded) {
        int status = recorded.path("status").asInt();
        String form = recorded.path("form").asText();
        int length = recorded.path("length").asInt();
        Response response =
                switch (form) {
                    case "json" -> Response.json(status, recorded.path("body"));
                    case "markup" -> Response.html(status, "<" + "x".repeat(Math.max(0, length - 1)));
                    default ->
                        Response.empty(status).withBody("x".repeat(length).getBytes(StandardCharsets.UTF_8));
                };
        for (Map.Entry<String, JsonNode> header : recorded.path("headers").properties()) {
            if (!HOP.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response = response.with(header.getKey(), header.getValue().asText());
            }
        }
        return response;
    }

    /** The exchange whose answer a request gets: one with the same values, or else one with the same address. */
    Optional<Exchange> next(Request request) {
        List<Exchange> candidates = exchanges.stream()
                .filter(exchange -> exchange.hasTarget(request))
                .toList();
        List<Exchange> same =
                candidates.stream().filter(exchange -> exchange.isFor(request)).toList();
        List<Exchange> chosen = same.isEmpty() ? candidates : same;
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        String key = request.method() + exchanges.indexOf(chosen.get(0)) + (same.isEmpty() ? "*" : "");
        return Optional.of(chosen.get(Math.min(turn(key), chosen.size() - 1)));
    }

    private synchronized int turn(String key) {
        return turns.computeIfAbsent(key, any -> new AtomicInteger()).getAndIncrement();
    }

    /** The keys with which Rollcall calls the player, and a flow for each kind of answer that was recorded. */
    Map<String, String> properties(String url) {
        Map<String, String> keys = new LinkedHashMap<>();
        boolean dingtalk =
                exchanges.stream().anyMatch(exchange -> exchange.api().family() != VendorApi.Family.HUAWEI);
        boolean huawei = exchanges.stream().anyMatch(exchange -> exchange.api().family() == VendorApi.Family.HUAWEI);
        if (dingtalk) {
            keys.put("rollcall.dingtalk.client-id", "recording");
            keys.put("rollcall.dingtalk.client-secret", "recording");
            keys.put("rollcall.dingtalk.api-url", url);
            keys.put("rollcall.dingtalk.oapi-url", url);
        }
        if (huawei) {
            keys.put("rollcall.huawei.url", url);
            keys.put("rollcall.huawei.app-id", "recording");
            keys.put("rollcall.huawei.app-key", "recording");
        }
        List<String> users = exchanges.stream()
                .filter(exchange -> exchange.api() == VendorApi.DINGTALK_ONGOING_MEETINGS)
                .flatMap(exchange -> Optional.ofNullable(exchange.query().get("unionId")).stream())
                .distinct()
                .toList();
        if (!users.isEmpty()) {
            keys.put("rollcall.flow.board.type", "cohost");
            keys.put("rollcall.flow.board.users", String.join(",", users));
        }
        return keys;
    }
}
