package io.rollcall.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.rollcall.http.HttpRequest;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.ResponseBody.Form;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

    private final LocalDate day;
    private final String version;
    private final Map<String, String> files = new LinkedHashMap<>();

    /**
     * @param notRecorded why operations are not in the recording, by their name
     * @param answers what the recording says about the assumptions, by their id
     * @param day the day of the recording, in UTC
     * @param version of Rollcall
     */
    public RecordingFiles(
            List<RecordedExchange> exchanges,
            Map<String, String> notRecorded,
            Map<String, String> answers,
            LocalDate day,
            String version) {
        this.day = day;
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

    /** The program's own words in the files, so that a scan can tell them from people's. */
    public static Collection<String> ownWords(
            List<RecordedExchange> exchanges, Collection<RecordedFields> fields, String version) {
        Set<String> words = new LinkedHashSet<>(List.of(
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
                "markup",
                "garbage",
                "empty",
                "oversized",
                version));
        for (RecordedFields its : fields) {
            words.addAll(its.rules().keySet());
            words.addAll(its.words());
        }
        for (RecordedExchange exchange : exchanges) {
            words.add(exchange.operation().toString());
            words.add(exchange.live().toString());
            words.addAll(exchange.response().headers().keySet());
            words.addAll(exchange.response().headers().values());
            // made from pseudonyms: what else is in it is the program's
            words.add(exchange.method().path());
            HttpRequest request = exchange.request();
            if (request != null) {
                words.add(request.rawQuery());
                words.add(request.body() == null ? "" : request.body());
            }
        }
        for (Assumption assumption : Assumptions.ALL) {
            words.addAll(List.of(assumption.id(), assumption.source(), assumption.text()));
        }
        return new ArrayList<>(words);
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
        json.writeStringField("recorded", day.toString());
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
            json.writeStringField("replayed", entry.getValue().replayed().toString());
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
        json.writeStringField("replayed", exchange.replayed().toString());
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
