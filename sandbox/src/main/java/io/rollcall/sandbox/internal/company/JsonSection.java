package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One object of a company file, read key by key. Collects problems instead of throwing; an invalid value reads as absent.
 * {@link #end()} reports the keys that were not read.
 */
final class JsonSection {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;
    private final String place;
    private final List<String> problems;
    private final Set<String> known = new LinkedHashSet<>();

    JsonSection(JsonNode node, String place, List<String> problems) {
        this.node = node;
        this.place = place;
        this.problems = problems;
        if (!node.isObject() && !node.isMissingNode()) {
            problem("must be an object");
        }
    }

    /** Parses a text; a missing section, and a problem, if it is not JSON. A byte order mark is ignored. */
    static JsonSection parse(String json, String place, List<String> problems) {
        JsonNode tree = MissingNode.getInstance();
        try {
            tree = MAPPER.readTree(json.startsWith("\uFEFF") ? json.substring(1) : json);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            problems.add((at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ")
                    + "is not JSON: " + e.getOriginalMessage());
        }
        return new JsonSection(tree, place, problems);
    }

    boolean present() {
        return !node.isMissingNode();
    }

    boolean has(String key) {
        known.add(key);
        return node.has(key);
    }

    String place(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    void problem(String what) {
        problems.add((place.isEmpty() ? "the file" : place) + ": " + what);
    }

    void problem(String key, String what) {
        problems.add(place(key) + ": " + what);
    }

    JsonNode raw(String key) {
        known.add(key);
        return node.path(key);
    }

    @Nullable String text(String key) {
        JsonNode value = raw(key);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            problem(key, "must be a string");
            return null;
        }
        return value.textValue();
    }

    String text(String key, String ifAbsent) {
        String value = text(key);
        return value == null ? ifAbsent : value;
    }

    String required(String key) {
        if (!has(key)) {
            problem(key, "is required");
            return "";
        }
        String value = text(key, "-");
        if (value.isBlank()) {
            problem(key, "must not be empty");
        }
        return value;
    }

    @Nullable Long number(String key, long least, long most) {
        JsonNode value = raw(key);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            problem(key, "must be a whole number");
            return null;
        }
        if (value.longValue() < least || value.longValue() > most) {
            problem(key, "must be " + least + ".." + most + ", not " + value.longValue());
            return null;
        }
        return value.longValue();
    }

    long number(String key, long ifAbsent, long least, long most) {
        Long value = number(key, least, most);
        return value == null ? ifAbsent : value;
    }

    int integer(String key, int ifAbsent, int least, int most) {
        return (int) number(key, ifAbsent, least, most);
    }

    @Nullable Boolean flag(String key) {
        JsonNode value = raw(key);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isBoolean()) {
            problem(key, "must be true or false");
            return null;
        }
        return value.booleanValue();
    }

    boolean flag(String key, boolean ifAbsent) {
        Boolean value = flag(key);
        return value == null ? ifAbsent : value;
    }

    /** One of an enumeration's names, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, E ifAbsent) {
        String value = text(key);
        if (value == null) {
            return ifAbsent;
        }
        E chosen = constant(key, value, ifAbsent.getDeclaringClass());
        return chosen == null ? ifAbsent : chosen;
    }

    /** Some of an enumeration's names. */
    <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
        Set<E> chosen = EnumSet.noneOf(type);
        for (String value : texts(key)) {
            E constant = constant(key, value, type);
            if (constant != null) {
                chosen.add(constant);
            }
        }
        return chosen;
    }

    private <E extends Enum<E>> @Nullable E constant(String key, String value, Class<E> type) {
        Map<String, E> names = new TreeMap<>();
        for (E constant : type.getEnumConstants()) {
            names.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        E chosen = names.get(value);
        if (chosen == null) {
            problem(key, "must be one of " + String.join(", ", names.keySet()) + ", not '" + value + "'");
        }
        return chosen;
    }

    /** Whether a string with two allowed values is the second; the first is the default. */
    boolean second(String key, String first, String second) {
        String value = text(key, first);
        if (!value.equals(first) && !value.equals(second)) {
            problem(key, "must be " + first + " or " + second + ", not '" + value + "'");
        }
        return value.equals(second);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(key)) {
            if (element.isTextual()) {
                texts.add(element.textValue());
            } else {
                problem(key, "must contain only strings");
            }
        }
        return texts;
    }

    List<Long> numbers(String key) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode element : array(key)) {
            if (element.isIntegralNumber() && element.canConvertToLong()) {
                numbers.add(element.longValue());
            } else {
                problem(key, "must contain only whole numbers");
            }
        }
        return numbers;
    }

    JsonSection section(String key) {
        return new JsonSection(raw(key), place(key), problems);
    }

    List<JsonSection> sections(String key) {
        List<JsonSection> sections = new ArrayList<>();
        for (JsonNode element : array(key)) {
            sections.add(new JsonSection(element, place(key) + "[" + sections.size() + "]", problems));
        }
        return sections;
    }

    private JsonNode array(String key) {
        JsonNode value = raw(key);
        if (!value.isMissingNode() && !value.isArray()) {
            problem(key, "must be an array");
            return MissingNode.getInstance();
        }
        return value;
    }

    /** Reports every key that was not read, with the nearest known key. Keys that begin with {@code //} are comments. */
    void end() {
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!known.contains(key) && !key.startsWith("//")) {
                problem(key, "is unknown; " + Suggestions.hint(key, known));
            }
        }
    }
}
