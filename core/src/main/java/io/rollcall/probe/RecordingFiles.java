package io.rollcall.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.rollcall.http.HttpRequest;
import io.rollcall.vendor.ResponseBody.Form;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The files of a recording, as text: one for each exchange, and an index. Their format is in docs/contributors/recordings.md.
 * Immutable and thread-safe.
 */
public final class RecordingFiles {
    /** The name of the index. */
    public static final String INDEX = "recording.json";

    /** The version of the format. */
    public static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    /** The names of fields and the fixed texts of the format. */
    static final String[] NAMES = {
        "format",
        "recorded",
        "rollcall",
        "operation",
        "request",
        "response",
        "method",
        "path",
        "query",
        "body",
        "status",
        "headers",
        "form",
        "length",
        "live",
        "replayed",
        "digest",
        "sha256",
        "exchanges",
        "notRecorded",
        "assumptions",
        "source",
        "assumption",
        "answer",
        "json",
        "markup",
        "garbage",
        "empty",
        "oversized",
        "file",
        "id",
        "GET",
        "POST",
        "rows",
        "unreadable",
        "other",
        "content"
    };

    private final YearMonth month;
    private final String version;
    private final Map<String, String> files = new LinkedHashMap<>();

    /**
     * @param notRecorded why operations are not in the recording, by their name
     * @param answers what the recording says about the assumptions, by their id
     * @param month of the recording, in UTC; the day would tell by how much its times were moved
     * @param version of Rollcall
     */
    public RecordingFiles(
            List<RecordedExchange> exchanges,
            Map<String, String> notRecorded,
            Map<String, String> answers,
            YearMonth month,
            String version) {
        this.month = month;
        this.version = version;
        Map<String, RecordedExchange> byFile = new LinkedHashMap<>();
        for (RecordedExchange exchange : exchanges) {
            byFile.put(String.format(Locale.ROOT, "%02d-%s.json", byFile.size() + 1, exchange.operation()), exchange);
        }
        files.put(INDEX, text(json -> index(json, byFile, notRecorded, answers)));
        byFile.forEach((name, exchange) -> files.put(name, text(json -> exchange(json, exchange))));
    }

    /** The texts by the files' names; the index is the first. */
    public Map<String, String> texts() {
        return Collections.unmodifiableMap(files);
    }

    /** The text of the index. */
    public String index() {
        return files.getOrDefault(INDEX, "");
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static String text(Content content) {
        StringWriter written = new StringWriter();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(LINES);
        printer.indentObjectsWith(LINES);
        try (JsonGenerator json = JSON.createGenerator(written)) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return written.append('\n').toString();
    }

    private void provenance(JsonGenerator json) throws IOException {
        json.writeNumberField("format", FORMAT);
        json.writeStringField("recorded", month.toString());
        json.writeStringField("rollcall", version);
    }

    private void index(
            JsonGenerator json,
            Map<String, RecordedExchange> byFile,
            Map<String, String> notRecorded,
            Map<String, String> answers)
            throws IOException {
        provenance(json);
        json.writeArrayFieldStart("exchanges");
        for (Map.Entry<String, RecordedExchange> entry : byFile.entrySet()) {
            json.writeStartObject();
            json.writeStringField("file", entry.getKey());
            json.writeStringField("operation", entry.getValue().operation().toString());
            json.writeNumberField("status", entry.getValue().response().status());
            json.writeStringField("live", entry.getValue().live().toString());
            json.writeStringField("replayed", entry.getValue().replayedWords());
            json.writeStringField("digest", digest(entry.getValue()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("notRecorded");
        for (Map.Entry<String, String> entry : notRecorded.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("assumptions");
        for (Assumption assumption : Assumptions.ALL) {
            json.writeStartObject();
            json.writeStringField("id", assumption.id());
            json.writeStringField("source", assumption.source());
            json.writeStringField("assumption", assumption.text());
            json.writeStringField("answer", answers.getOrDefault(assumption.id(), ""));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void exchange(JsonGenerator json, RecordedExchange exchange) throws IOException {
        provenance(json);
        json.writeStringField("operation", exchange.operation().toString());
        json.writeObjectFieldStart("request");
        json.writeStringField("method", exchange.method().method().name());
        json.writeStringField("path", exchange.method().path());
        HttpRequest request = exchange.request();
        if (request != null) {
            json.writeObjectFieldStart("query");
            for (HttpRequest.Field field : request.query()) {
                json.writeStringField(field.name(), field.value());
            }
            json.writeEndObject();
            if (request.body() != null) {
                json.writeFieldName("body");
                copy(json, request.body());
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("response");
        json.writeNumberField("status", exchange.response().status());
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : exchange.response().headers().entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
        json.writeStringField("form", exchange.form().name().toLowerCase(Locale.ROOT));
        if (exchange.form() == Form.JSON) {
            json.writeFieldName("body");
            copy(json, body(exchange));
        } else {
            json.writeNumberField("length", exchange.response().body().length);
        }
        json.writeEndObject();
        json.writeStringField("live", exchange.live().toString());
        json.writeStringField("replayed", exchange.replayedWords());
        json.writeStringField("digest", digest(exchange));
    }

    private static String body(RecordedExchange exchange) {
        return new String(exchange.response().body(), StandardCharsets.UTF_8);
    }

    private static void copy(JsonGenerator json, String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            json.copyCurrentStructure(parser);
        }
    }

    private static String digest(RecordedExchange exchange) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(exchange.response().body());
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
