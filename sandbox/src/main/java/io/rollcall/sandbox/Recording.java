package io.rollcall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The recorded exchanges of a folder that {@code rollcall probe} wrote; docs/contributors/recordings.md describes the format. A
 * request gets the answers that were recorded for it, one after the other, and then the last one again. Thread-safe.
 */
final class Recording {
    /** As in lists of flows: a stranger's text must not become another line of the printed properties. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9+/=_-]{1,200}");

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
        return new Recording(RecordingReader.read(folder));
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

    /** The keys with which Rollcall calls the player, and a co-host flow of the people whose meetings were recorded. */
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
                .filter(user -> ID.matcher(user).matches())
                .distinct()
                .toList();
        if (!users.isEmpty()) {
            keys.put("rollcall.flow.board.type", "cohost");
            keys.put("rollcall.flow.board.users", String.join(",", users));
        }
        return keys;
    }
}
