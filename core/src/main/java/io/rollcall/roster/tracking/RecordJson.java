package io.rollcall.roster.tracking;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes the records of a roster as trees. Stateless and thread-safe. */
final class RecordJson {
    // records are Rollcall's own, of people of any length
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private RecordJson() {}

    /** Made when a record is compared: a first run needs none. */
    private static final class Mapper {
        static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();
    }

    /** The record of a line that Rollcall wrote. */
    static ObjectNode read(byte[] line) {
        try {
            return (ObjectNode) Mapper.MAPPER.readTree(line);
        } catch (IOException broken) {
            throw new IllegalStateException("a line of the roster's temporary file is no record", broken);
        }
    }

    /** Some fields of the record of a line that Rollcall wrote. */
    static ObjectNode read(byte[] line, Set<String> fields) {
        try (JsonParser from = FACTORY.createParser(line)) {
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            from.nextToken();
            while (from.nextToken() == JsonToken.FIELD_NAME) {
                String field = from.currentName();
                from.nextToken();
                if (fields.contains(field)) {
                    record.set(field, value(from));
                } else {
                    from.skipChildren();
                }
            }
            return record;
        } catch (IOException broken) {
            throw new IllegalStateException("a line of the roster's temporary file is no record", broken);
        }
    }

    // what a first run reads of everyone: texts, and numbers in lists
    private static JsonNode value(JsonParser from) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonToken token = from.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return nodes.textNode(from.getText());
        } else if (token == JsonToken.VALUE_NUMBER_INT && from.getNumberType() == NumberType.INT) {
            return nodes.numberNode(from.getIntValue());
        } else if (token == JsonToken.VALUE_NUMBER_INT && from.getNumberType() == NumberType.LONG) {
            return nodes.numberNode(from.getLongValue());
        } else if (token == JsonToken.START_ARRAY) {
            ArrayNode items = nodes.arrayNode();
            while (from.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(from));
            }
            return items;
        }
        return Mapper.MAPPER.readTree(from);
    }

    /** A record from the store; null if it is none. */
    static @Nullable ObjectNode parse(@Nullable String record) {
        if (record == null) {
            return null;
        }
        try {
            return Mapper.MAPPER.readTree(record) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException edited) {
            return null;
        }
    }

    /** The text of a line, without its line end. */
    static String text(byte[] line) {
        int length = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    static String write(ObjectNode record) {
        return new String(bytes(record), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ObjectNode record) {
        try {
            return Mapper.MAPPER.writeValueAsBytes(record);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record cannot be written", impossible);
        }
    }

    /** The text of a field; null if it is absent. */
    static @Nullable String text(ObjectNode record, String field) {
        JsonNode value = record.get(field);
        return value == null || !value.isTextual() ? null : value.textValue();
    }
}
