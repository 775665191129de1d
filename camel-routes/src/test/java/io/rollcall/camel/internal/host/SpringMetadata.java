package io.rollcall.camel.internal.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.config.HostSettings;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings as Spring Boot's configuration metadata, which editors read: those of Rollcall, and those of the component
 * in a Spring application.
 */
final class SpringMetadata {
    static final String COMPONENT = "camel.component.rollcall.";

    private static final String TEXT = "java.lang.String";
    private static final String MAP =
            "java.util.Map<java.lang.String,java.util.Map<java.lang.String,java.lang.Object>>";
    private static final String NAMED = ".NAME.";

    private final ObjectMapper json = new ObjectMapper();
    private final ArrayNode groups = json.createArrayNode();
    private final ArrayNode properties = json.createArrayNode();
    private final ArrayNode hints = json.createArrayNode();

    private SpringMetadata() {}

    /**
     * Writes the metadata.
     *
     * @param component the component's generated descriptor
     */
    static String print(List<SettingGroup> settings, JsonNode component) throws JsonProcessingException {
        SpringMetadata metadata = new SpringMetadata();
        Map<String, List<SettingGroup>> maps = new LinkedHashMap<>();
        for (SettingGroup group : settings) {
            int named = group.prefix().indexOf(NAMED);
            if (named >= 0) {
                maps.computeIfAbsent(group.prefix().substring(0, named), any -> new ArrayList<>())
                        .add(group);
            } else {
                metadata.add(group);
            }
        }
        maps.forEach(metadata::addMap);
        metadata.addComponent(component);
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        ObjectNode all = metadata.json.createObjectNode();
        all.set("groups", metadata.groups);
        all.set("properties", metadata.properties);
        all.set("hints", metadata.hints);
        return metadata.json.writer(printer).writeValueAsString(all) + "\n";
    }

    private void add(SettingGroup group) {
        groups.addObject().put("name", group.prefix().replaceFirst("\\.$", "")).put("description", group.title() + ".");
        for (Setting<?> setting : group.settings()) {
            String key = group.key(setting);
            String type = type(setting);
            ObjectNode property = property(key, type, description(setting));
            addDefault(property, type, setting.defaultText());
            String programOnly = HostSettings.PROGRAM_ONLY.get(key);
            if (programOnly != null) {
                property.putObject("deprecation")
                        .put("level", "error")
                        .put(
                                "reason",
                                "Only for the program: "
                                        + programOnly.replaceFirst("^this application", "an application") + ".");
            }
            setting.fileName()
                    .ifPresent(name -> property(
                            group.prefix() + name,
                            TEXT,
                            "The path of a file with the value of " + key + ". It is read again when needed."));
            List<String> words = words(setting);
            if (!words.isEmpty() && !type.equals("java.lang.Boolean")) {
                ArrayNode values = hints.addObject().put("name", key).putArray("values");
                words.forEach(word -> values.addObject().put("value", word));
            }
        }
    }

    private ObjectNode property(String name, String type, String description) {
        return properties.addObject().put("name", name).put("type", type).put("description", description);
    }

    private static String description(Setting<?> setting) {
        String without = setting.meaning() + ".";
        return setting.defaultText() == null && !setting.defaultWords().isEmpty()
                ? without + " Default: " + setting.defaultWords() + "."
                : without;
    }

    private static void addDefault(ObjectNode property, String type, String text) {
        if (text == null) {
            return;
        }
        switch (type) {
            case "java.lang.Boolean" -> property.put("defaultValue", Boolean.parseBoolean(text));
            case "java.lang.Long" -> property.put("defaultValue", Long.parseLong(text));
            default -> property.put("defaultValue", text);
        }
    }

    private static String type(Setting<?> setting) {
        String words = setting.kind().words();
        if (words.equals("true or false")) {
            return "java.lang.Boolean";
        }
        if (words.startsWith("whole number")) {
            return "java.lang.Long";
        }
        if (words.startsWith("duration")) {
            return "java.time.Duration";
        }
        return words.endsWith("comma-separated") ? "java.util.List<java.lang.String>" : TEXT;
    }

    /** The words that a setting takes; empty if it takes other values too. */
    private static List<String> words(Setting<?> setting) {
        List<String> words = List.of(setting.kind().words().split(", | or "));
        return words.size() > 1
                        && words.stream().allMatch(word -> isAccepted(setting, word))
                        && !isAccepted(setting, "something-else")
                ? words
                : List.of();
    }

    private static boolean isAccepted(Setting<?> setting, String value) {
        try {
            setting.kind().read(value);
            return true;
        } catch (MalformedValueException other) {
            return false;
        }
    }

    /** Names of flows and accounts are the administrator's, so their keys are keys of a map. */
    private void addMap(String name, List<SettingGroup> kinds) {
        StringBuilder description = new StringBuilder();
        for (SettingGroup kind : kinds) {
            List<String> names = kind.settings().stream()
                    .flatMap(setting -> Stream.concat(Stream.of(setting.name()), setting.fileName().stream()))
                    .toList();
            description
                    .append(description.isEmpty() ? "" : " ")
                    .append(kind.title())
                    .append(", ")
                    .append(name)
                    .append(NAMED)
                    .append("KEY: ")
                    .append(String.join(", ", names))
                    .append('.');
        }
        if (name.equals("rollcall.account")) {
            description.append(" The other keys are those of rollcall.VENDOR.");
        }
        property(name, MAP, description.toString());
    }

    private void addComponent(JsonNode component) {
        groups.addObject()
                .put("name", COMPONENT.replaceFirst("\\.$", ""))
                .put(
                        "description",
                        component.path("component").path("description").asText());
        component.path("componentProperties").fields().forEachRemaining(option -> {
            ObjectNode property = property(
                    COMPONENT + kebab(option.getKey()),
                    boxed(option.getValue().path("javaType").asText()),
                    option.getValue().path("description").asText());
            JsonNode value = option.getValue().path("defaultValue");
            if (!value.isMissingNode()) {
                property.set("defaultValue", value);
            }
        });
    }

    static String kebab(String option) {
        return option.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    private static String boxed(String type) {
        return type.equals("boolean") ? "java.lang.Boolean" : type;
    }
}
