package io.rollcall.sandbox.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jackson trees in and out. Thread-safe. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** The object without its null fields. */
    public static ObjectNode withoutNulls(ObjectNode object) {
        return object.removeIf(JsonNode::isNull);
    }

    /** The value as a tree, by Jackson's annotations. */
    public static <T extends JsonNode> T tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Parses a body; a missing node if it is not JSON. */
    public static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** The fields of an object of scalars as text, without nulls; null if the body is not such an object. */
    public static @Nullable Map<String, String> scalars(byte[] body) {
        JsonNode object = parse(body);
        if (!object.isObject() || !object.valueStream().allMatch(JsonNode::isValueNode)) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        object.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                fields.put(name, value.asText());
            }
        });
        return fields;
    }

    /** The tree as UTF-8. */
    static byte[] bytes(JsonNode tree, boolean indented) {
        try {
            return (indented ? MAPPER.writerWithDefaultPrettyPrinter() : MAPPER.writer()).writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
