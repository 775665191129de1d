package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store's files. The database's file is never opened here: closing it would drop the locks that SQLite
 * holds on it in this process. Stateless and thread-safe.
 */
final class StoreFiles {
    private static final String NAME = "rollcall.db";
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;

    private final Path directory;

    StoreFiles(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    Path directory() {
        return directory;
    }

    Path database() {
        return directory.resolve(NAME);
    }

    /** Where a new store gets its tables and its identity; it is moved to its place after that. */
    Path unfinished() {
        return directory.resolve(NAME + ".new");
    }

    Path lock() {
        return directory.resolve("rollcall.lock");
    }

    private static Path beside(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }

    Path log() {
        return beside(database(), "-wal");
    }

    /** Whether there is a store, or a trace of one that was there. */
    boolean exists() {
        return Files.exists(database(), LinkOption.NOFOLLOW_LINKS) || Files.exists(log());
    }

    /**
     * Refuses what can be no store, before it is opened.
     *
     * @throws StoreException with what to do
     */
    void refuseWhatIsNone() throws IOException {
        Path file = database();
        if (!Files.exists(file)) {
            boolean link = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            throw new StoreException(
                    "The store's file " + file
                            + (link
                                    ? " is a link to a file that does not exist. Mount or restore what it links to."
                                    : " is missing, but its log " + log().getFileName() + " is there. ")
                            + (link ? " " : "")
                            + restoreOr("move the log away"),
                    null);
        }
        if (!Files.isRegularFile(file)) {
            throw new StoreException("The store's file " + file + " is not a file. Move it away.", null);
        }
        if (Files.size(file) == 0) {
            throw new StoreException(
                    "The store's file " + file + " is empty (0 bytes): it was cut off, or its copy never finished. "
                            + restoreOr("move it away"),
                    null);
        }
    }

    /** Two ways out, for the end of a message. */
    static String restoreOr(String otherwise) {
        return "Put a backup in its place, or " + otherwise
                + " to begin with an empty store, which may call people again.";
    }

    void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
    }

    /** Prepares an empty file for a new store that nobody else can read; SQLite gives the same rights to those beside it. */
    void beginUnfinished() throws IOException {
        Path file = unfinished();
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            Files.deleteIfExists(beside(file, suffix));
        }
        Files.createFile(file, ownerOnly("rw-------"));
    }

    /** Moves a new store to its place, for good. */
    void finish() throws IOException {
        Files.move(unfinished(), database(), StandardCopyOption.ATOMIC_MOVE);
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    FileAttribute<?>[] ownerOnly(String permissions) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * A file as it is now.
     *
     * @param key the file itself, whatever its name (the inode); null where it does not exist or the system has no keys
     */
    record State(@Nullable Object key, long size, FileTime changed) {
        static final State MISSING = new State(null, -1, FileTime.fromMillis(0));

        /** Whether it is the same file and was not cut off. SQLite cuts off neither while it is in use. */
        boolean canFollow(State earlier) {
            return java.util.Objects.equals(key, earlier.key) && size >= earlier.size;
        }
    }

    /**
     * All files of an open store.
     *
     * @param store the file that the processes share as memory
     */
    record Snapshot(State database, State log, State store) {
        boolean canFollow(Snapshot earlier) {
            return database.canFollow(earlier.database) && log.canFollow(earlier.log) && store.canFollow(earlier.store);
        }
    }

    Snapshot snapshot() throws IOException {
        return new Snapshot(state(database()), state(log()), state(beside(database(), "-shm")));
    }

    private static State state(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return new State(found.fileKey(), found.size(), found.lastModifiedTime());
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return State.MISSING;
        }
    }

    /** Upper bound of the transactions in the log, each of which ends with a frame that says so. */
    long transactionsInLog() throws IOException {
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(LOG_HEADER);
            if (!filled(channel, header, 0)) {
                return 0;
            }
            int page = header.getInt(8) == 1 ? 65_536 : header.getInt(8);
            long salts = header.getLong(16);
            long transactions = 0;
            ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER);
            for (long at = LOG_HEADER; page > 0 && filled(channel, frame, at); at += FRAME_HEADER + (long) page) {
                if (frame.getLong(8) != salts) {
                    break;
                }
                transactions += frame.getInt(4) == 0 ? 0 : 1;
            }
            return transactions;
        }
    }

    private static boolean filled(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        buffer.clear();
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }
}
