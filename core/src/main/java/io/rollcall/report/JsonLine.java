package io.rollcall.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.json.Sanitizer;
import org.jspecify.annotations.Nullable;

/** Writes values for programs, each as JSON on one line, whatever characters its texts hold. Stateless and thread-safe. */
public final class JsonLine {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

    private JsonLine() {}

    /**
     * The value's JSON without a line end.
     *
     * @param value a report, a part of one, or maps and lists of them
     * @throws IllegalArgumentException where the value has no JSON
     */
    public static String of(@Nullable Object value) {
        try {
            return Sanitizer.json(JSON.writeValueAsString(value));
        } catch (JsonProcessingException unknown) {
            throw new IllegalArgumentException("there is no JSON for the value", unknown);
        }
    }
}
