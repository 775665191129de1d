package io.rollcall.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipOutputStream;

/** SQLite's driver with the native libraries of the systems that Rollcall supports; the rest of its jar as it is. */
final class SqliteJar {
    private static final String NATIVES = "org/sqlite/native/";
    private static final Set<String> SUPPORTED = Set.of(
            "Linux/x86_64",
            "Linux/aarch64",
            "Linux-Musl/x86_64",
            "Linux-Musl/aarch64",
            "Mac/x86_64",
            "Mac/aarch64",
            "Windows/x86_64",
            "Windows/aarch64");

    private SqliteJar() {}

    /**
     * Writes the smaller jar.
     *
     * @throws IllegalStateException if the driver has no library for a supported system
     */
    static void write(Path whole, Path target, LocalDateTime time) throws IOException {
        try (JarFile jar = new JarFile(whole.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (String system : SUPPORTED) {
                if (jar.stream().noneMatch(entry -> entry.getName().startsWith(NATIVES + system + "/"))) {
                    throw new IllegalStateException("SQLite's driver has no native library for " + system + ".");
                }
            }
            JarCopy.copy(jar, SqliteJar::isKept, time, out);
        }
    }

    private static boolean isKept(String name) {
        if (!name.startsWith(NATIVES)) {
            return true;
        }
        String place = name.substring(NATIVES.length());
        // the folders above the libraries too
        return SUPPORTED.stream()
                .anyMatch(system -> place.startsWith(system + "/") || (system + "/").startsWith(place));
    }
}
