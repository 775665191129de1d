package io.rollcall.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes values that were read as JSON text again: without spaces, and numbers in the letters that were sent. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    static String of(Json json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(json, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be written", e);
        }
        return text.toString();
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
