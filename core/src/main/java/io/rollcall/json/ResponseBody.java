package io.rollcall.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.ListLimits;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
public record ResponseBody(Form form, Json json) {
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
        /** JSON of more than {@value ListLimits#MOST_VALUES} values; reading ended there. */
        OVERSIZED,
        GARBAGE
    }

    /** Reads a body; never throws. */
    public static ResponseBody of(HttpResponse response) {
        byte[] bytes = response.body();
        int start = firstVisible(bytes);
        if (start == bytes.length) {
            return new ResponseBody(Form.EMPTY, Json.ABSENT);
        }
        if (bytes[start] == '<') {
            return new ResponseBody(Form.MARKUP, Json.ABSENT);
        }
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            Json json = whole(parser);
            if (json != null) {
                return new ResponseBody(Form.JSON, json);
            }
        } catch (OversizedException tooMany) {
            return new ResponseBody(Form.OVERSIZED, Json.ABSENT);
        } catch (IOException notJson) {
            return notJson(response); // its message would show the body
        }
        return notJson(response);
    }

    private static ResponseBody notJson(HttpResponse response) {
        boolean html = response.header("Content-Type")
                .map(type -> type.toLowerCase(Locale.ROOT).contains("html"))
                .orElse(false);
        return new ResponseBody(html ? Form.MARKUP : Form.GARBAGE, Json.ABSENT);
    }

    /** An answer of too many values. */
    private static final class OversizedException extends IOException {
        private static final long serialVersionUID = 1L;

        OversizedException() {
            super("more than " + ListLimits.MOST_VALUES + " values");
        }
    }

    static @Nullable Json parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return whole(parser);
        } catch (IOException notJson) {
            return null;
        }
    }

    // a loop, not a recursion: the JVM would inline the parser into itself several times over, and its compiler would
    // spend a second on that in a program that lives for two
    private static @Nullable Json whole(JsonParser parser) throws IOException {
        Deque<Open> enclosing = new ArrayDeque<>();
        Open open = new Open(false);
        int values = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token != JsonToken.FIELD_NAME && !token.isStructEnd() && ++values > ListLimits.MOST_VALUES) {
                throw new OversizedException();
            }
            switch (token) {
                case FIELD_NAME -> open.name = parser.currentName();
                case START_OBJECT, START_ARRAY -> {
                    enclosing.push(open);
                    open = new Open(token == JsonToken.START_OBJECT);
                }
                case END_OBJECT, END_ARRAY -> {
                    Json closed = open.close();
                    open = enclosing.pop();
                    open.add(closed);
                }
                case VALUE_STRING -> open.add(Json.text(parser.getText()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> open.add(Json.number(parser.getText()));
                case VALUE_TRUE -> open.add(Json.TRUE);
                case VALUE_FALSE -> open.add(Json.FALSE);
                default -> open.add(Json.ABSENT);
            }
        }
        return open.only();
    }

    /** An object or an array that is being read, or the body itself, which holds one value. */
    private static final class Open {
        private final @Nullable Map<String, Json> fields;
        private final List<Json> items;
        private String name = "";

        Open(boolean object) {
            this.fields = object ? new LinkedHashMap<>() : null;
            this.items = object ? List.of() : new ArrayList<>();
        }

        void add(Json value) {
            if (fields != null) {
                fields.put(name, value);
            } else {
                items.add(value);
            }
        }

        Json close() {
            return fields != null ? Json.object(fields) : Json.array(items);
        }

        @Nullable Json only() {
            return items.size() == 1 ? items.get(0) : null;
        }
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
