package io.rollcall.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.rollcall.http.HttpResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of an answer are. Bytes that are not exactly one JSON value (cut short, followed by more, nested deeper
 * than {@value #DEEPEST}, not UTF-8) are {@link Form#GARBAGE}. Of two fields with one name the later one counts.
 *
 * @param json {@link Json#ABSENT} where the body is not JSON
 */
public record JsonBody(Form form, Json json) {
    static final int DEEPEST = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            // names come from the outside: they would never leave the JVM's own table of texts
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** What the bytes are. */
    public enum Form {
        JSON,
        /** No bytes, or blanks only. */
        EMPTY,
        /** HTML or XML: something else than the vendor's service answered. */
        MARKUP,
        GARBAGE
    }

    /** Reads a body; never throws. */
    public static JsonBody of(HttpResponse response) {
        byte[] bytes = response.body();
        int start = firstVisible(bytes);
        if (start == bytes.length) {
            return new JsonBody(Form.EMPTY, Json.ABSENT);
        }
        if (bytes[start] == '<') {
            return new JsonBody(Form.MARKUP, Json.ABSENT);
        }
        Json json = parse(bytes);
        if (json != null) {
            return new JsonBody(Form.JSON, json);
        }
        boolean html = response.header("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT).contains("html"))
                .orElse(false);
        return new JsonBody(html ? Form.MARKUP : Form.GARBAGE, Json.ABSENT);
    }

    static @Nullable Json parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return whole(parser);
        } catch (IOException notJson) {
            return null;
        }
    }

    private static @Nullable Json parse(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            return whole(parser);
        } catch (IOException notJson) { // its message would show the body
            return null;
        }
    }

    private static @Nullable Json whole(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return null;
        }
        Json json = value(parser, first);
        return parser.nextToken() == null ? json : null;
    }

    private static Json value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> Json.text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.number(parser.getText());
            case VALUE_TRUE -> Json.TRUE;
            case VALUE_FALSE -> Json.FALSE;
            default -> Json.ABSENT;
        };
    }

    private static Json object(JsonParser parser) throws IOException {
        Map<String, Json> fields = new LinkedHashMap<>();
        String name = parser.nextFieldName();
        while (name != null) {
            fields.put(name, value(parser, parser.nextToken()));
            name = parser.nextFieldName();
        }
        return Json.object(fields);
    }

    private static Json array(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            items.add(value(parser, token));
            token = parser.nextToken();
        }
        return Json.array(items);
    }

    private static int firstVisible(byte[] bytes) {
        int start =
                bytes.length >= 3 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb && (bytes[2] & 0xff) == 0xbf
                        ? 3
                        : 0;
        while (start < bytes.length
                && (bytes[start] == ' ' || bytes[start] == '\t' || bytes[start] == '\r' || bytes[start] == '\n')) {
            start++;
        }
        return start;
    }
}
