package io.rollcall.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds this module to what it says: another Camel, and the same jar. It names Camel's classes in texts only, so that nothing
 * here is compiled against that other Camel.
 */
class ClassPathTest {
    private static final String CAMEL = System.getProperty("compatibility.camel");

    private static Path jarOf(String type) throws Exception {
        URI place = Class.forName(type)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        return Path.of(place);
    }

    @ParameterizedTest
    @CsvSource({
        "camel-api, org.apache.camel.CamelContext",
        "camel-core-engine, org.apache.camel.impl.DefaultCamelContext",
        "camel-core-model, org.apache.camel.model.RouteDefinition",
        "camel-direct, org.apache.camel.component.direct.DirectComponent",
        "camel-http, org.apache.camel.component.http.HttpComponent",
        "camel-jackson, org.apache.camel.component.jackson.JacksonDataFormat",
        "camel-main, org.apache.camel.main.Main",
        "camel-management, org.apache.camel.management.JmxManagementStrategy",
        "camel-support, org.apache.camel.support.LifecycleStrategySupport",
        "camel-test-junit5, org.apache.camel.test.junit5.CamelTestSupport"
    })
    void camel_onTheClassPath_isTheOtherOne(String artifact, String type) throws Exception {
        assertThat(jarOf(type)).hasFileName(artifact + "-" + CAMEL + ".jar");
    }

    @Test
    void rollcall_onTheClassPath_isTheJarThatWasBuiltForTheLowestCamel() throws Exception {
        Path jar = jarOf("io.rollcall.camel.Rollcall");

        assertThat(jar).isRegularFile();
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue("Built-For-Camel"))
                    .isEqualTo(System.getProperty("compatibility.built-for"))
                    .isNotEqualTo(CAMEL);
        }
    }
}
