package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.core.NativeDB;

/**
 * Loads SQLite's native library from a file in the store's directory, one for each version, which all processes use. If
 * programs cannot run from there, loads it from the temporary folder and deletes it at once: a program that is halted would
 * leave the driver's own copy behind. Thread-safe.
 */
final class NativeLibrary {
    private static final String PREFIX = "sqlitejdbc-";
    private static final String LIBRARY_PATH = "org.sqlite.lib.path";
    private static final String LIBRARY_NAME = "org.sqlite.lib.name";
    private static final String TEMPORARY = "org.sqlite.tmpdir";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads it, once for all stores of this process.
     *
     * @param directory the store's, which exists
     * @throws StoreException if it cannot be loaded
     */
    static synchronized void load(Path directory) {
        if (loaded || isLoadedByApplication()) {
            loaded = true;
            return;
        }
        // an administrator may configure where the driver finds its library
        if (System.getProperty(LIBRARY_PATH) == null && System.getProperty(TEMPORARY) == null) {
            loadFromFile(directory);
        } else {
            initialize(directory, null);
        }
        loaded = true;
    }

    /** A second copy of the library in one process would share its Java side with the first, and crash the process. */
    private static boolean isLoadedByApplication() {
        try {
            return !new NativeDB("", "", new SQLiteConfig()).libversion().isEmpty();
        } catch (UnsatisfiedLinkError | SQLException notYet) {
            return false;
        }
    }

    private static void loadFromFile(Path directory) {
        PackagedLibrary packaged = PackagedLibrary.find();
        if (packaged == null) {
            // the driver has no library for this platform: it searches java.library.path
            initialize(directory, null);
            return;
        }
        List<String> problems = new ArrayList<>();
        Path kept = directory.resolve(PREFIX + SQLiteJDBCLoader.getVersion() + "-"
                + packaged.platform().replace('/', '-') + suffix());
        if (isUsable(() -> keep(directory, kept, packaged), problems)) {
            initialize(directory, kept);
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        List<Path> written = new ArrayList<>();
        try {
            if (isUsable(() -> write(temporary, packaged, written), problems)) {
                initialize(temporary, written.get(0));
                return;
            }
        } finally {
            written.forEach(NativeLibrary::discard);
        }
        throw new StoreException(
                "The embedded database cannot load its native library: " + String.join("; ", problems)
                        + ". Allow programs to run in the store's directory (no noexec mount, and free space), name"
                        + " another one with rollcall.store.url=embedded:PATH, or use PostgreSQL.",
                null);
    }

    /** Writes the library to a file. */
    @FunctionalInterface
    private interface Writing {
        Path write() throws IOException;
    }

    private static boolean isUsable(Writing writing, List<String> problems) {
        try {
            Path file = writing.write();
            // loaded here first: if that fails, the driver would search other places and log a stack trace for each
            if (NativeDB.class.getClassLoader() == NativeLibrary.class.getClassLoader()) {
                System.load(file.toString());
            }
            return true;
        } catch (IOException | UnsatisfiedLinkError unusable) {
            problems.add(
                    String.valueOf(unusable.getMessage()).lines().findFirst().orElse("unknown"));
            return false;
        }
    }

    private static Path keep(Path directory, Path file, PackagedLibrary packaged) throws IOException {
        if (!packaged.isIn(file)) {
            List<Path> written = new ArrayList<>();
            try {
                Files.move(write(directory, packaged, written), file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                written.forEach(NativeLibrary::discard);
            }
            discardOthers(directory, file);
        }
        return file;
    }

    private static Path write(Path directory, PackagedLibrary packaged, List<Path> written) throws IOException {
        // not sqlite-…: the driver removes such files in this folder
        Path file = Files.createTempFile(directory, PREFIX, ".part");
        written.add(file);
        return Files.write(file, packaged.content());
    }

    // libraries of older versions, and parts that a killed process left
    private static void discardOthers(Path directory, Path file) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(other -> other.getFileName().toString().startsWith(PREFIX) && !other.equals(file))
                    .forEach(NativeLibrary::discard);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // Windows cannot delete a loaded library; a later version deletes it
        }
    }

    private static void initialize(Path directory, @Nullable Path library) {
        try {
            // the driver reads these properties once; they are cleared for an application's own use of the driver
            if (library != null) {
                System.setProperty(LIBRARY_PATH, directory.toString());
                System.setProperty(LIBRARY_NAME, String.valueOf(library.getFileName()));
                System.setProperty(TEMPORARY, directory.toString());
            }
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) {
            throw new StoreException(
                    "The embedded database cannot load its native library: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + ". Allow programs to run where -Dorg.sqlite.tmpdir or -Dorg.sqlite.lib.path points, or"
                            + " remove these settings.",
                    e);
        } finally {
            if (library != null) {
                List.of(LIBRARY_PATH, LIBRARY_NAME, TEMPORARY).forEach(System::clearProperty);
            }
        }
    }

    private static String suffix() {
        String name = System.mapLibraryName("sqlitejdbc").toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.'));
    }
}
