package io.rollcall.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads vendors' JSON. A number is a long, or stays the letters that were sent, so a 64-bit id never passes through a floating-point
 * number and {@code 1e999999999} costs nothing; values are counted before they take memory. Used by one thread.
 */
final class JsonReading {
    static final int DEEPEST = 100;

    /** Every number with so many letters is a long. */
    private static final int DIGITS_OF_LONG = 18;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            // names come from outside: interned, they would never leave the JVM's own table of texts
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    /** One for each object around the value that is read. */
    private final List<Fields.Collector> collectors = new ArrayList<>();

    private int depth;
    private int values;

    private JsonReading(JsonParser parser) {
        this.parser = parser;
    }

    static Json of(byte[] text) throws IOException {
        return only(FACTORY.createParser(text));
    }

    static Json of(String text) throws IOException {
        return only(FACTORY.createParser(text));
    }

    private static Json only(JsonParser text) throws IOException {
        try (JsonParser parser = text) {
            Json value = new JsonReading(parser).value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
            return value;
        }
    }

    private Json value(@Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new IOException("no value");
        }
        if (++values > OversizedJsonException.MOST_VALUES) {
            throw new OversizedJsonException();
        }
        return switch (token) {
            case START_OBJECT -> new Json(object());
            case START_ARRAY -> new Json(array());
            case VALUE_STRING -> text();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> new Json(new Json.Digits(parser.getText()));
            case VALUE_TRUE -> Json.TRUE;
            case VALUE_FALSE -> Json.FALSE;
            case VALUE_NULL -> Json.NULL;
            default -> throw new IOException("no value");
        };
    }

    private Json text() throws IOException {
        // the parser's own characters: looking through those of a text that is not Latin takes C1 several times as long
        char[] characters = parser.getTextCharacters();
        int length = parser.getTextLength();
        if (length == 0) {
            return Json.EMPTY;
        }
        int from = parser.getTextOffset();
        String text = new String(characters, from, length);
        for (int at = from; at < from + length; at++) {
            if (Character.isSurrogate(characters[at])) {
                return new Json(WholeText.of(text).equals(text) ? text : new Json.Halves(text));
            }
        }
        return new Json(text);
    }

    private Json integer() throws IOException {
        if (parser.getTextLength() <= DIGITS_OF_LONG) {
            long number = parser.getLongValue();
            // minus zero has other letters
            if (number != 0 || parser.getTextLength() == 1) {
                return new Json(number);
            }
        }
        return new Json(new Json.Digits(parser.getText()));
    }

    private Fields object() throws IOException {
        if (depth == collectors.size()) {
            collectors.add(new Fields.Collector());
        }
        Fields.Collector fields = collectors.get(depth++);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            fields.add(name, value(parser.nextToken()));
        }
        depth--;
        return fields.take();
    }

    private List<Json> array() throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return items;
    }
}
