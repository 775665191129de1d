package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * SQLite's native library for this platform, in the driver's jar. Immutable.
 *
 * @param platform the driver's name of the platform, for example {@code Linux/x86_64}
 */
record PackagedLibrary(String platform, String resource, URL location) {

    /** The library; null if the driver has none for this platform. */
    static @Nullable PackagedLibrary find() {
        String platform = usesGlibc() ? "Linux/" + OSInfo.getArchName() : OSInfo.getNativeLibFolderPathForCurrentOS();
        String resource = "/org/sqlite/native/" + platform + "/" + System.mapLibraryName("sqlitejdbc");
        URL location = SQLiteJDBCLoader.class.getResource(resource);
        return location == null ? null : new PackagedLibrary(platform, resource, location);
    }

    /**
     * Whether this JVM certainly runs on Linux with glibc. The driver would start a process to tell it from Android, and follow
     * every mapping of memory to tell it from musl; glibc alone has a C library of this name, and the JVM has loaded it.
     */
    private static boolean usesGlibc() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return false;
        }
        try {
            return Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)
                    .contains("/libc.so.6\n");
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Whether a file is an undamaged copy. Compares the length and the checksum that the jar's directory has, as
     * decompressing the library and comparing its bytes takes a short command a twentieth of its time.
     */
    boolean isIn(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        JarEntry entry = entry();
        if (entry == null || entry.getCrc() < 0 || entry.getSize() < 0) {
            return Arrays.equals(Files.readAllBytes(file), content());
        }
        if (Files.size(file) != entry.getSize()) {
            return false;
        }
        CRC32 checksum = new CRC32();
        checksum.update(Files.readAllBytes(file));
        return checksum.getValue() == entry.getCrc();
    }

    /** The entry in the jar's directory; null if the driver is not in a jar. */
    private @Nullable JarEntry entry() {
        try {
            if (!(location.openConnection() instanceof JarURLConnection connection)) {
                return null;
            }
            // a jar that the JVM keeps open could not be replaced in a host that is running
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                return jar.getJarEntry(connection.getEntryName());
            }
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    byte[] content() {
        try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(library).readAllBytes();
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static StoreException unreadable(IOException cause) {
        return new StoreException("The embedded database's jar cannot be read; install Rollcall again.", cause);
    }
}
