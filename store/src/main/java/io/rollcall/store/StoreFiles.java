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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store's files. Never opens the database's file: closing it would release SQLite's locks on it in this
 * process. Stateless and thread-safe.
 */
final class StoreFiles {
    private static final String NAME = "rollcall.db";

    /** The files of one database: itself, its log, the shared memory of its processes, and a rollback journal. */
    static final List<String> SUFFIXES = List.of("", "-wal", "-shm", "-journal");

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

    /** A new store while its tables are created; {@link #finish} renames it. */
    Path unfinished() {
        return directory.resolve(NAME + ".new");
    }

    Path lock() {
        return directory.resolve("rollcall.lock");
    }

    static Path beside(Path database, String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }

    Path log() {
        return beside(database(), "-wal");
    }

    /** Whether there is a store, or the log of one. */
    boolean exists() {
        // asked often; where there is no folder, only this answer makes no exception
        if (!directory.toFile().exists()) {
            return false;
        }
        return Files.exists(database(), LinkOption.NOFOLLOW_LINKS) || Files.exists(log());
    }

    /**
     * Refuses files that cannot be a store, before they are opened.
     *
     * @throws StoreException if they cannot; its message says what to do
     */
    void refuseUnusable() throws IOException {
        Path file = database();
        if (!Files.exists(file)) {
            boolean link = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            throw new StoreException(
                    "The store's file " + file
                            + (link
                                    ? " is a link to a file that does not exist. Mount or restore what it links to. "
                                    : " is missing, but its log " + log().getFileName() + " is there. ")
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

    /** The end of a message: what to do. */
    static String restoreOr(String otherwise) {
        return "Put a backup in its place, or " + otherwise
                + " to begin with an empty store, which may call people again.";
    }

    void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
        }
    }

    /** Creates an empty file for a new store, readable by its owner only; SQLite gives the files beside it the same rights. */
    void beginUnfinished() throws IOException {
        Path file = unfinished();
        for (String suffix : SUFFIXES) {
            Files.deleteIfExists(beside(file, suffix));
        }
        Files.createFile(file, ownerOnly(directory, "rw-------"));
    }

    /** Renames the new store to its final name, durably. */
    void finish() throws IOException {
        Files.move(unfinished(), database(), StandardCopyOption.ATOMIC_MOVE);
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /** Attributes for a new file or directory; none if the file system has no POSIX permissions. */
    static FileAttribute<?>[] ownerOnly(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * The state of a file.
     *
     * @param key identifies the file under any name (the inode); null if it does not exist or the system has no keys
     */
    record State(@Nullable Object key, long size, FileTime changed) {
        static final State MISSING = new State(null, -1, FileTime.fromMillis(0));

        /** Whether it is the same file and not shorter. SQLite never shortens a file in use. */
        boolean canFollow(State earlier) {
            return Objects.equals(key, earlier.key) && size >= earlier.size;
        }
    }

    /**
     * The state of all files of an open store.
     *
     * @param sharedMemory of the processes that use the store
     */
    record Snapshot(State database, State log, State sharedMemory) {
        boolean canFollow(Snapshot earlier) {
            return database.canFollow(earlier.database)
                    && log.canFollow(earlier.log)
                    && sharedMemory.canFollow(earlier.sharedMemory);
        }
    }

    Snapshot snapshot() throws IOException {
        return new Snapshot(state(database()), state(log()), state(beside(database(), "-shm")));
    }

    private static State state(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return new State(found.fileKey(), found.size(), found.lastModifiedTime());
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return State.MISSING;
        }
    }

    /** Upper bound of the transactions in the log: the number of frames that end one (SQLite, "The WAL File Format"). */
    long transactionsInLog() throws IOException {
        try (FileChannel channel = FileChannel.open(log(), StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(LOG_HEADER);
            if (!fill(channel, header, 0)) {
                return 0;
            }
            int page = header.getInt(8) == 1 ? 65_536 : header.getInt(8);
            long salts = header.getLong(16);
            long transactions = 0;
            ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER);
            for (long at = LOG_HEADER; page > 0 && fill(channel, frame, at); at += FRAME_HEADER + (long) page) {
                if (frame.getLong(8) != salts) {
                    break;
                }
                transactions += frame.getInt(4) == 0 ? 0 : 1;
            }
            return transactions;
        }
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
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
