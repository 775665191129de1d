package io.rollcall.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.Recording.Exchange;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the files of a recording. They come from strangers: what could do more than answer a request is refused. Not instantiable.
 */
final class RecordingReader {
    private static final String INDEX = "recording.json";
    private static final int FORMAT = 1;
    /** As many as Rollcall reads of an answer. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private static final int MOST_EXCHANGES = 1000;
    private static final int MOST_HEADERS = 100;
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9.-]{1,100}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,60}");
    private static final Pattern VALUE = Pattern.compile("[ -~]{0,1000}");
    /** What the server writes itself. */
    private static final Set<String> HOP =
            Set.of("content-length", "transfer-encoding", "connection", "content-encoding");

    private RecordingReader() {}

    /** @throws InvalidRecordingException if the folder holds no recording of this format */
    static List<Exchange> read(Path folder) {
        JsonNode index = json(folder.resolve(INDEX));
        if (index.path("format").asInt() != FORMAT) {
            throw new InvalidRecordingException(folder + " is a recording of format "
                    + index.path("format").asInt() + ", and this version plays format " + FORMAT
                    + ". Use the version of Rollcall that made it.");
        }
        if (index.path("exchanges").size() > MOST_EXCHANGES) {
            throw new InvalidRecordingException(
                    folder + "/" + INDEX + " names more than " + MOST_EXCHANGES + " files. Run rollcall probe again.");
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (JsonNode entry : index.path("exchanges")) {
            String file = entry.path("file").asText();
            // a name with a folder in it would leave the recording
            if (!FILE.matcher(file).matches()) {
                throw new InvalidRecordingException(
                        folder + "/" + INDEX + " names a file that is none of a recording.");
            }
            Path path = folder.resolve(file);
            JsonNode recorded = json(path);
            VendorApi.named(recorded.path("operation").asText())
                    .ifPresent(api -> exchanges.add(exchange(path, api, recorded)));
        }
        if (exchanges.isEmpty()) {
            throw new InvalidRecordingException(folder + " has no answer that the sandbox can play.");
        }
        return exchanges;
    }

    private static JsonNode json(Path file) {
        try {
            if (Files.size(file) > 2L * LARGEST) {
                throw new InvalidRecordingException(file + " is larger than any file of a recording.");
            }
            JsonNode read = Json.parse(Files.readAllBytes(file));
            if (!read.isObject()) {
                throw new InvalidRecordingException(file + " is no JSON object. Run rollcall probe again.");
            }
            return read;
        } catch (IOException unreadable) {
            throw new InvalidRecordingException(file + " cannot be read. Name a folder that rollcall probe wrote.");
        }
    }

    private static Exchange exchange(Path file, VendorApi api, JsonNode recorded) {
        JsonNode request = recorded.path("request");
        Map<String, String> query = new TreeMap<>();
        request.path("query").forEachEntry((name, value) -> query.put(name, value.asText()));
        return new Exchange(
                api,
                request.path("method").asText(),
                request.path("path").asText(),
                query,
                request.path("body"),
                response(file, recorded.path("response")));
    }

    private static Response response(Path file, JsonNode recorded) {
        int status = recorded.path("status").asInt();
        long length = recorded.path("length").asLong();
        Map<String, String> headers = headers(recorded.path("headers"));
        boolean valid = status >= 200
                && status <= 599
                && length >= 0
                && length <= LARGEST
                && headers.size() <= MOST_HEADERS
                && headers.entrySet().stream()
                        .allMatch(header -> HEADER.matcher(header.getKey()).matches()
                                && VALUE.matcher(header.getValue()).matches());
        if (!valid) {
            throw new InvalidRecordingException(
                    file + " has a status, a length or a header that no recording has. Run rollcall probe again.");
        }
        Response response =
                switch (recorded.path("form").asText()) {
                    case "json" -> Response.json(status, recorded.path("body"));
                    case "markup" -> Response.html(status, "<" + "x".repeat(Math.max(0, (int) length - 1)));
                    default ->
                        Response.empty(status).withBody("x".repeat((int) length).getBytes(StandardCharsets.UTF_8));
                };
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }

    private static Map<String, String> headers(JsonNode recorded) {
        Map<String, String> headers = new TreeMap<>();
        recorded.forEachEntry((name, value) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, value.asText());
            }
        });
        return headers;
    }
}
