package io.rollcall.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads vendors' JSON into Jackson's tree. Numbers stay the letters that were sent, so a 64-bit id never passes through a
 * floating-point number and {@code 1e999999999} costs nothing; values are counted before they take memory.
 */
final class JsonReading extends JsonParserDelegate {
    static final int DEEPEST = 100;

    private static final ObjectReader TREES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    // names come from outside: interned, they would never leave the JVM's own table of texts
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .build()
            .reader();

    private int values;

    private JsonReading(JsonParser parser) {
        super(parser);
    }

    static JsonNode of(byte[] text) throws IOException {
        return only(TREES.getFactory().createParser(text));
    }

    static JsonNode of(String text) throws IOException {
        return only(TREES.getFactory().createParser(text));
    }

    private static JsonNode only(JsonParser text) throws IOException {
        try (JsonParser parser = new JsonReading(text)) {
            JsonNode value = TREES.readTree(parser);
            if (value == null || parser.nextToken() != null) {
                throw new IOException("not exactly one value");
            }
            return value;
        }
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        boolean value = token != null && token != JsonToken.FIELD_NAME && !token.isStructEnd();
        if (value && ++values > OversizedJsonException.MOST_VALUES) {
            throw new OversizedJsonException();
        }
        return withoutNumbers(token);
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return withoutNumbers(super.currentToken());
    }

    @Override
    public int currentTokenId() {
        JsonToken token = currentToken();
        return token == null ? 0 : token.id();
    }

    /** The letters of a number of this tree; its text form would start a JSON writer for each. */
    static String letters(POJONode number) {
        return String.valueOf(((RawValue) number.getPojo()).rawValue());
    }

    @Override
    public Object getEmbeddedObject() throws IOException {
        return new RawValue(getText());
    }

    private static @Nullable JsonToken withoutNumbers(@Nullable JsonToken token) {
        return token != null && token.isNumeric() ? JsonToken.VALUE_EMBEDDED_OBJECT : token;
    }
}
