package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The program's jar in the distribution: the built one, whose manifest names the libraries beside it instead of those in
 * {@code lib/}.
 */
final class ProgramJar {
    private static final String BUILT_PREFIX = "lib/";

    private ProgramJar() {}

    /**
     * Writes the jar.
     *
     * @param libraries the names of the files beside it
     * @throws IllegalStateException if the built jar was made with other libraries
     */
    static void write(Path built, List<String> libraries, Path target, LocalDateTime time) throws IOException {
        try (JarFile jar = new JarFile(built.toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            Attributes main = manifest.getMainAttributes();
            List<String> siblings = siblings(main.getValue(Attributes.Name.CLASS_PATH));
            if (!Set.copyOf(siblings).equals(Set.copyOf(libraries))) {
                throw new IllegalStateException("The program was built with the libraries " + siblings
                        + ", and the distribution has " + libraries
                        + ". Manage the version of those that differ in the parent's pom.xml.");
            }
            main.put(Attributes.Name.CLASS_PATH, String.join(" ", siblings));
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
                JarEntry first = new JarEntry(JarFile.MANIFEST_NAME);
                first.setTimeLocal(time);
                out.putNextEntry(first);
                manifest.write(out);
                JarCopy.copy(jar, name -> !name.equals(JarFile.MANIFEST_NAME), time, out);
            }
        }
    }

    private static List<String> siblings(String classPath) {
        return Stream.of(classPath.split(" "))
                .map(entry -> entry.startsWith(BUILT_PREFIX) ? entry.substring(BUILT_PREFIX.length()) : entry)
                .toList();
    }
}
