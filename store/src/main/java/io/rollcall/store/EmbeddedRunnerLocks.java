package io.rollcall.store;

import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runner locks of an embedded store: a locked file for each name beside the database. The operating system releases the
 * lock when the process ends, also after a kill. Thread-safe.
 */
final class EmbeddedRunnerLocks implements RunnerLocks, AutoCloseable {
    private static final String PREFIX = "run-";
    private static final String SUFFIX = ".lock";

    /** The maximum length of a lock file's text, in bytes. */
    private static final int TEXT = 64;

    /** The locked byte lies behind the text, so that other processes can read the text if locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * The lock files that this process uses. POSIX drops all locks of a process on a file when the process closes any
     * channel to that file, so a second channel must not be opened at all. System properties are the one map that all
     * class loaders of a process share.
     */
    private static final String IN_USE = "io.rollcall.store.lock:";

    /** Creates the directory of the store. */
    @FunctionalInterface
    interface Preparation {
        void prepare() throws IOException;
    }

    private final Path directory;
    private final Preparation preparation;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    EmbeddedRunnerLocks(Path directory, Preparation preparation) {
        this.directory = directory;
        this.preparation = preparation;
    }

    @Override
    public Attempt tryAcquire(String flow) {
        try {
            preparation.prepare();
            Path file = directory.toRealPath().resolve(PREFIX + encoded(flow) + SUFFIX);
            Held lock = lock(file);
            if (lock == null) {
                return new Attempt(null, holder(file));
            }
            held.add(lock);
            return new Attempt(lock, "");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public List<String> holders() {
        List<String> holders = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return holders;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.toRealPath(), PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                Held lock = lock(file);
                if (lock == null) {
                    holders.add(words(name(file)) + ": " + holder(file));
                } else {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return holders.stream().sorted().toList();
    }

    private StoreException unusable(IOException e) {
        return new StoreException(
                "The store in " + directory + " cannot be locked: " + SqliteErrors.reason(e)
                        + ". Make the directory writable for the user that runs Rollcall.",
                e);
    }

    /** Locks a file; null if it is locked already. */
    private @Nullable Held lock(Path file) throws IOException {
        String key = IN_USE + file;
        if (System.getProperties().putIfAbsent(key, "") != null) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = ExclusiveFileLock.openOwnerOnly(file);
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                return null;
            }
            writeHolder(channel);
            Held taken = new Held(key, file, channel, fileKey(file));
            locked = true;
            return taken;
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                System.getProperties().remove(key);
            }
        }
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        ByteBuffer text =
                StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n");
        channel.truncate(0);
        channel.write(text, 0);
    }

    private static String holder(Path file) throws IOException {
        if (System.getProperties().containsKey(IN_USE + file)) {
            return "another application in this process";
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(TEXT);
            channel.read(bytes, 0);
            String pid =
                    StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
            return pid.matches("[0-9]+") ? "process " + pid : "another process";
        }
    }

    private static @Nullable Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    // Board and board are one name in some file systems; ids of applications may hold signs that no file name may
    private static String encoded(String name) {
        StringBuilder file = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            if (one >= 'A' && one <= 'Z') {
                file.append('+').append((char) one);
            } else if ((one >= 'a' && one <= 'z')
                    || (one >= '0' && one <= '9')
                    || one == '-'
                    || one == '_'
                    || one == '.') {
                file.append((char) one);
            } else {
                file.append('%').append(HexFormat.of().toHexDigits(one));
            }
        }
        return file.toString();
    }

    private static String words(String name) {
        return name.startsWith(STREAM) ? "events of " + name.substring(STREAM.length()) : "flow " + name;
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        String encoded = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        return URLDecoder.decode(encoded.replace("+", ""), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        held.forEach(Held::close);
    }

    /** A locked file. */
    private final class Held implements Lock {
        private final String key;
        private final Path file;
        private final FileChannel channel;
        private final @Nullable Object fileKey;

        Held(String key, Path file, FileChannel channel, @Nullable Object fileKey) {
            this.key = key;
            this.file = file;
            this.channel = channel;
            this.fileKey = fileKey;
        }

        /** A file that was removed or replaced no longer locks: another process would lock the new one. */
        @Override
        public boolean isHeld() {
            try {
                return channel.isOpen() && Objects.equals(fileKey, fileKey(file));
            } catch (IOException gone) {
                return false;
            }
        }

        @Override
        public void close() {
            if (held.remove(this) || channel.isOpen()) {
                try {
                    channel.close();
                } catch (IOException e) {
                    // the lock ends with the process
                } finally {
                    System.getProperties().remove(key);
                }
            }
        }
    }
}
