package io.rollcall.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The definition of a Kamelet that clusters check files against, as Camel publishes it: which fields there are and of
 * which type. Fields that it does not name are refused, as clusters would drop them without a word.
 */
final class KameletDefinition {
    private final Map<String, Object> schema;

    private KameletDefinition(Map<String, Object> schema) {
        this.schema = schema;
    }

    /** The only version that Kamelets have. */
    static KameletDefinition read() throws IOException {
        try (InputStream file = KameletDefinition.class.getResourceAsStream("/camel.apache.org_kamelets.yaml")) {
            Map<String, Object> crd =
                    KameletFile.map(KameletFile.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
            List<?> versions = (List<?>) KameletFile.map(crd.get("spec")).get("versions");
            Map<String, Object> v1 = versions.stream()
                    .map(KameletFile::map)
                    .filter(version -> "v1".equals(version.get("name")))
                    .findFirst()
                    .orElseThrow();
            return new KameletDefinition(
                    KameletFile.map(KameletFile.map(v1.get("schema")).get("openAPIV3Schema")));
        }
    }

    /** What does not fit, each with its place. */
    List<String> problems(Object kamelet) {
        List<String> problems = new ArrayList<>();
        check("", kamelet, schema, problems);
        return problems;
    }

    private static void check(String path, Object value, Map<String, Object> schema, List<String> problems) {
        Object type = schema.get("type");
        if (!isOf(value, type)) {
            problems.add(path + " must be of type " + type);
        } else if (value instanceof Map<?, ?> fields) {
            checkFields(path, KameletFile.map(fields), schema, problems);
        } else if (value instanceof List<?> items && schema.get("items") instanceof Map<?, ?> item) {
            for (int i = 0; i < items.size(); i++) {
                check(path + "[" + i + "]", items.get(i), KameletFile.map(item), problems);
            }
        }
    }

    private static void checkFields(
            String path, Map<String, Object> fields, Map<String, Object> schema, List<String> problems) {
        Map<String, Object> known = schema.get("properties") instanceof Map<?, ?> map ? KameletFile.map(map) : Map.of();
        for (Object required : (List<?>) schema.getOrDefault("required", List.of())) {
            if (!fields.containsKey(required)) {
                problems.add(path + "." + required + " is missing");
            }
        }
        boolean open = known.isEmpty() || schema.containsKey("x-kubernetes-preserve-unknown-fields");
        fields.forEach((name, value) -> {
            if (known.get(name) instanceof Map<?, ?> field) {
                check(path + "." + name, value, KameletFile.map(field), problems);
            } else if (schema.get("additionalProperties") instanceof Map<?, ?> each) {
                check(path + "." + name, value, KameletFile.map(each), problems);
            } else if (!open) {
                problems.add(path + "." + name + " is unknown");
            }
        });
    }

    // where no type is said, anything goes
    private static boolean isOf(Object value, Object type) {
        return type == null
                || switch (type.toString()) {
                    case "object" -> value instanceof Map;
                    case "array" -> value instanceof List;
                    case "string" -> value instanceof String;
                    case "boolean" -> value instanceof Boolean;
                    case "integer" -> value instanceof Integer || value instanceof Long;
                    default -> true;
                };
    }
}
