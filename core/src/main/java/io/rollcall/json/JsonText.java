package io.rollcall.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON as text, without spaces. Nothing of it needs Jackson's data binding: making a mapper is 3 % of what a short command
 * does. Stateless and thread-safe.
 */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** Writes one value. */
    public interface Writing {
        void write(JsonGenerator out) throws IOException;
    }

    /** The text of a value that is written token by token. */
    public static String written(Writing value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            value.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be written", e);
        }
        return text.toString();
    }

    /** The text of a value that was made to be sent. */
    public static String of(JsonNode json) {
        return written(out -> write(json, out));
    }

    /** The text of a value that was read: numbers in the letters that were sent. */
    static String of(Json json) {
        return written(out -> write(json, out));
    }

    private static void write(JsonNode json, JsonGenerator out) throws IOException {
        if (json.isObject()) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : json.properties()) {
                out.writeFieldName(field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        } else if (json.isArray()) {
            out.writeStartArray();
            for (JsonNode item : json) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (json.isTextual()) {
            out.writeString(json.textValue());
        } else {
            // a number, true, false or null
            out.writeRawValue(json.asText());
        }
    }

    private static void write(Json json, JsonGenerator out) throws IOException {
        Object value = json.value();
        if (value instanceof Fields fields) {
            out.writeStartObject();
            for (int i = 0; i < fields.size(); i++) {
                out.writeFieldName(fields.name(i));
                write(fields.value(i), out);
            }
            out.writeEndObject();
        } else if (value instanceof List<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write((Json) item, out);
            }
            out.writeEndArray();
        } else if (value instanceof String || value instanceof Json.Halves) {
            out.writeString(value.toString());
        } else {
            // a number, true, false or null
            out.writeRawValue(String.valueOf(value));
        }
    }
}
