package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** picocli as the distribution has it. */
class PicocliJarTest {
    private static final Path LIBRARIES =
            Path.of(System.getProperty("dist.folder", "target")).resolve("made/archive/lib");
    private static final int JAVA_8 = 52;

    @Test
    void classes_allHaveAVersionThatAnArchiveOfClassesTakes_andPassTheVerifier() throws Exception {
        Path library = picocli();
        try (JarFile jar = new JarFile(library.toFile());
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {library.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            List<JarEntry> classes = jar.stream()
                    .filter(entry -> entry.getName().matches("picocli/.*\\.class"))
                    .toList();
            assertThat(classes).hasSizeGreaterThan(150).allMatch(entry -> version(jar, entry) >= JAVA_8);
            for (JarEntry entry : classes) {
                String name = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
                // initializing a class links it, which verifies it; Groovy's classes need Groovy
                if (!name.startsWith("picocli.groovy")) {
                    Class.forName(name, true, loader);
                }
            }
        }
    }

    @Test
    void jar_saysThatItWasChanged() throws Exception {
        try (JarFile jar = new JarFile(picocli().toFile())) {
            assertThat(jar.getEntry("META-INF/CHANGED.txt")).isNotNull();
        }
    }

    private static int version(JarFile jar, JarEntry entry) {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readInt();
            return in.readInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path picocli() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(LIBRARIES, "picocli-*.jar")) {
            return found.iterator().next();
        }
    }
}
