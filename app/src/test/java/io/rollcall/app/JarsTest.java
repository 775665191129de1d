package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every jar of Rollcall carries: its license, and the name of its module. */
@Tag("slow") // needs the packaged program
class JarsTest {
    private static final Path TARGET =
            Path.of(System.getProperty("basedir", "")).resolve("target");

    @Test
    void jars_ofAllModules_haveTheLicenseAndANameOfTheirOwn() throws IOException {
        TreeMap<String, String> names = new TreeMap<>();
        try (Stream<Path> jars = Stream.concat(
                Stream.of(TARGET.resolve("rollcall.jar")),
                Files.list(TARGET.resolve("lib"))
                        .filter(file -> file.getFileName().toString().startsWith("rollcall-")))) {
            for (Path file : jars.toList()) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    assertThat(jar.getEntry("META-INF/LICENSE"))
                            .as("LICENSE in %s", file)
                            .isNotNull();
                    assertThat(jar.getEntry("META-INF/NOTICE"))
                            .as("NOTICE in %s", file)
                            .isNotNull();
                    names.put(
                            jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"),
                            file.getFileName().toString());
                }
            }
        }
        assertThat(names.keySet())
                .containsExactly(
                        "io.rollcall.app",
                        "io.rollcall.camel",
                        "io.rollcall.core",
                        "io.rollcall.sandbox",
                        "io.rollcall.store");
    }
}
