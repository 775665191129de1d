package io.rollcall.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes JSON text with real types: what is sent is exact, whatever is tolerated when reading. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** What goes into a text. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** A text with that content. */
    public static String of(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be written", e);
        }
        return text.toString();
    }

    static String of(Json value) {
        return of(json -> write(value, json));
    }

    private static void write(Json value, JsonGenerator json) throws IOException {
        String text = value.text();
        if (value.isObject()) {
            json.writeStartObject();
            for (Map.Entry<String, Json> field : value.fields().entrySet()) {
                json.writeFieldName(field.getKey());
                write(field.getValue(), json);
            }
            json.writeEndObject();
        } else if (value.isArray()) {
            json.writeStartArray();
            for (Json item : value.array()) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (text == null) {
            json.writeNull();
        } else if (value.isText()) {
            json.writeString(text);
        } else {
            json.writeRawValue(text);
        }
    }
}
