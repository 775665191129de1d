package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The metadata for editors of Spring applications, in Rollcall's jar. Written anew with {@code -Ddocs.write=true}, like the
 * pages of the reference.
 */
class SpringMetadataTest {
    private static final String NAME = "META-INF/spring-configuration-metadata.json";
    private static final String DESCRIPTOR = "META-INF/io/rollcall/camel/rollcall.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<SettingGroup> settings = RollcallConfig.settings(KnownVendors.all());

    private static JsonNode descriptor() throws IOException {
        try (InputStream file = SpringMetadataTest.class.getClassLoader().getResourceAsStream(DESCRIPTOR)) {
            return JSON.readTree(file);
        }
    }

    private static Map<String, JsonNode> entries(String kind) throws IOException {
        Map<String, JsonNode> entries = new TreeMap<>();
        JSON.readTree(Files.readString(file()))
                .path(kind)
                .forEach(one -> entries.put(one.path("name").asText(), one));
        return entries;
    }

    private static Path file() {
        return Path.of(System.getProperty("basedir", "."), "src/main/resources").resolve(NAME);
    }

    @Test
    void file_isPrintedFromTheDeclarations() throws IOException {
        String printed = SpringMetadata.print(settings, descriptor());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file(), printed);
        }

        assertThat(Files.readString(file()))
                .as(NAME + "; write it with -Ddocs.write=true")
                .isEqualTo(printed);
    }

    @Test
    void everySetting_isThere_withTypeAndDescription() throws IOException {
        Map<String, JsonNode> properties = entries("properties");

        for (SettingGroup group : settings) {
            int named = group.prefix().indexOf(".NAME.");
            for (Setting<?> setting : group.settings()) {
                if (named < 0) {
                    assertThat(properties).containsKey(group.key(setting));
                    setting.fileName().ifPresent(file -> assertThat(properties).containsKey(group.prefix() + file));
                } else {
                    assertThat(properties
                                    .get(group.prefix().substring(0, named))
                                    .path("description")
                                    .asText())
                            .containsPattern("[ ,]" + setting.name() + "[,.]");
                }
            }
        }
        assertThat(properties.values()).allSatisfy(property -> {
            assertThat(property.path("type").asText()).startsWith("java.");
            assertThat(property.path("description").asText()).endsWith(".");
        });
    }

    @Test
    void valuesOfEnumerations_areHints_andDefaultsAreTyped() throws IOException {
        assertThat(entries("hints")
                        .get("rollcall.dingtalk.region")
                        .path("values")
                        .findValuesAsText("value"))
                .containsExactlyInAnyOrder("overseas", "mainland");
        Map<String, JsonNode> properties = entries("properties");
        assertThat(properties
                        .get("rollcall.http.concurrency")
                        .path("defaultValue")
                        .isNumber())
                .isTrue();
        assertThat(properties.get("rollcall.camel.enabled").path("defaultValue").booleanValue())
                .isTrue();
        assertThat(properties.get("rollcall.http.response-timeout").path("type").asText())
                .isEqualTo("java.time.Duration");
        assertThat(properties.get("rollcall.flow").path("type").asText()).startsWith("java.util.Map<");
        assertThat(properties).containsKey("rollcall.account");
    }

    @Test
    void everyOptionOfTheComponent_isThere() throws IOException {
        Map<String, JsonNode> properties = entries("properties");

        descriptor().path("componentProperties").fieldNames().forEachRemaining(option -> assertThat(properties)
                .containsKey(SpringMetadata.COMPONENT + SpringMetadata.kebab(option)));
        assertThat(properties).containsKey("camel.component.rollcall.dingtalk-client-secret");
    }
}
