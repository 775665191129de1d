package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program's jar in the distribution: the built one, whose manifest names the libraries beside it instead of those in
 * {@code lib/}.
 */
final class ProgramJar {
    private static final String BUILT_PREFIX = "lib/";

    private ProgramJar() {}

    static void write(Path built, Path target, LocalDateTime time) throws IOException {
        try (JarFile jar = new JarFile(built.toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            Attributes main = manifest.getMainAttributes();
            main.put(Attributes.Name.CLASS_PATH, siblings(main.getValue(Attributes.Name.CLASS_PATH)));
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
                JarEntry first = new JarEntry(JarFile.MANIFEST_NAME);
                first.setTimeLocal(time);
                out.putNextEntry(first);
                manifest.write(out);
                JarCopy.copy(jar, name -> !name.equals(JarFile.MANIFEST_NAME), time, out);
            }
        }
    }

    private static String siblings(String classPath) {
        return Stream.of(classPath.split(" "))
                .map(entry -> {
                    if (!entry.startsWith(BUILT_PREFIX)) {
                        throw new IllegalStateException("The class path of the program's jar names " + entry
                                + ", not a file in " + BUILT_PREFIX + ".");
                    }
                    return entry.substring(BUILT_PREFIX.length());
                })
                .collect(Collectors.joining(" "));
    }
}
