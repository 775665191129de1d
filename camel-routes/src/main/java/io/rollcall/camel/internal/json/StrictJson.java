package io.rollcall.camel.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.Sanitizer;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.setting.Characters;
import io.rollcall.setting.PersonIds;
import io.rollcall.setting.PhoneNumbers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of hosts that must be exact: one value, no field twice, no unknown field, no empty list, no blank text; null
 * is an absent field. Ids and telephone numbers are checked as everywhere. A body that does not fit is an
 * {@link IllegalArgumentException} that names the field and shows no value: bodies hold people's ids and numbers. Stateless
 * and thread-safe.
 */
public final class StrictJson {
    private static final int DEEPEST = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule("strict")
                    .addDeserializer(UserId.class, new TextReader<>(UserId.class, PersonIds::parse))
                    .addDeserializer(PhoneNumber.class, new TextReader<>(PhoneNumber.class, PhoneNumbers::parse))
                    .addDeserializer(
                            MeetingId.class,
                            new TextReader<>(MeetingId.class, text -> new MeetingId(Characters.opaqueId(text)))))
            .build();

    private StrictJson() {}

    /**
     * Reads JSON text as a tree.
     *
     * @throws IllegalArgumentException where it is not JSON
     */
    public static JsonNode parse(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (!tree.isMissingNode()) {
                return tree;
            }
        } catch (JsonProcessingException notJson) {
            throw notJson(); // its message would show the text
        }
        throw notJson();
    }

    private static IllegalArgumentException notJson() {
        return new IllegalArgumentException("the body is not JSON");
    }

    /** The maps, lists and texts that a step before has made of JSON, as a tree. */
    public static JsonNode tree(@Nullable Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof JsonNode node) {
            return node.deepCopy();
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((name, field) -> object.set(String.valueOf(name), tree(field)));
            return object;
        } else if (value instanceof Iterable<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(item -> array.add(tree(item)));
            return array;
        } else if (value instanceof String text) {
            return nodes.textNode(text);
        }
        return value == null ? nodes.nullNode() : nodes.pojoNode(value);
    }

    /**
     * Makes a value of a tree, which is changed.
     *
     * @param type an array, or a type with {@link DocumentedJson}
     * @throws IllegalArgumentException where the tree does not fit
     */
    public static <T> T read(JsonNode tree, Class<T> type) {
        check(tree, MAPPER.constructType(type), "");
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonMappingException wrong) {
            throw refused(wrong);
        } catch (JsonProcessingException impossible) {
            throw notJson();
        }
    }

    private static void check(JsonNode node, JavaType type, String path) {
        if (type.isContainerType()) {
            checkList(node, type.getContentType(), path);
        } else if (type.getRawClass().isAnnotationPresent(DocumentedJson.class)) {
            checkObject(node, type, path);
        } else if (!node.isTextual()) {
            throw wrong(path, "must be a text");
        } else if (node.textValue().isBlank()) {
            throw wrong(path, "must not be blank");
        }
    }

    private static void checkList(JsonNode node, JavaType items, String path) {
        if (!node.isArray()) {
            throw wrong(path, "must be a list");
        } else if (node.isEmpty()) {
            throw wrong(path, "must not be empty");
        }
        for (int i = 0; i < node.size(); i++) {
            check(node.get(i), items, path + "[" + i + "]");
        }
    }

    private static void checkObject(JsonNode node, JavaType type, String path) {
        if (!(node instanceof ObjectNode object)) {
            throw wrong(path, "must be an object");
        }
        object.properties().removeIf(field -> field.getValue().isNull());
        Map<String, BeanPropertyDefinition> known = new LinkedHashMap<>();
        MAPPER.getDeserializationConfig()
                .introspect(type)
                .findProperties()
                .forEach(field -> known.put(field.getName(), field));
        object.fieldNames().forEachRemaining(name -> {
            if (!known.containsKey(name)) {
                throw wrong(below(path, name), "is unknown; there may be " + String.join(", ", known.keySet()));
            }
        });
        known.forEach((name, field) -> {
            if (object.has(name)) {
                check(object.get(name), field.getPrimaryType(), below(path, name));
            } else if (field.isRequired()) {
                throw wrong(below(path, name), "is missing");
            }
        });
    }

    private static IllegalArgumentException refused(JsonMappingException wrong) {
        String path = "";
        for (JsonMappingException.Reference step : wrong.getPath()) {
            String name = step.getFieldName();
            path = name == null ? path + "[" + step.getIndex() + "]" : below(path, name);
        }
        if (wrong instanceof WrongTextException) {
            return wrong(path, wrong.getOriginalMessage());
        } else if (wrong instanceof InvalidFormatException word) {
            return wrong(
                    path,
                    "must be "
                            + Arrays.stream(word.getTargetType().getEnumConstants())
                                    .map(constant -> MAPPER.convertValue(constant, String.class))
                                    .collect(Collectors.joining(" or ")));
        }
        // a constructor of ours refused, in a message that begins with the field
        Throwable cause = Objects.requireNonNullElse(wrong.getCause(), wrong);
        return new IllegalArgumentException("the field " + below(path, String.valueOf(cause.getMessage())));
    }

    private static String below(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static IllegalArgumentException wrong(String path, String what) {
        return new IllegalArgumentException(
                (path.isEmpty() ? "the body" : "the field " + Sanitizer.text(path)) + " " + what);
    }
}
