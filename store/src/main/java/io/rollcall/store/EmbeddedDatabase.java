package io.rollcall.store;

import io.rollcall.memory.MemoryException;
import io.rollcall.memory.RunnerLocks;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite in a directory: plain files, no port, as many processes as one likes. Write-ahead log, flushed to the disk at
 * every commit. One connection, used by one thread at a time: SQLite lets one write at a time anyway, and a unit of
 * work takes less than a millisecond. Thread-safe.
 */
final class EmbeddedDatabase implements Database {
    private static final String FILE = "rollcall.db";
    private static final String LOCK_FILE = "rollcall.lock";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;
    private final Path directory;
    private final Path file;
    private final SQLiteDataSource source;
    private final ReentrantLock turn = new ReentrantLock();
    private final EmbeddedRunnerLocks runnerLocks;
    private @Nullable Connection kept;
    private boolean closed;

    EmbeddedDatabase(Path directory) {
        this(directory, PATIENCE);
    }

    /** @param patience how long another process may hold the store before that is a failure */
    EmbeddedDatabase(Path directory, Duration patience) {
        this.patience = patience;
        this.directory = directory.toAbsolutePath().normalize();
        this.file = this.directory.resolve(FILE);
        this.runnerLocks = new EmbeddedRunnerLocks(this.directory, this::createDirectory);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // NORMAL would lose the last commits to a power cut; a lost commit is a phone that rings twice
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) patience.toMillis());
        // takes the write lock at once: a transaction that first reads and then writes can not be refused half-way
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
    }

    @Override
    public boolean exists() {
        return Files.exists(file);
    }

    @Override
    public String place() {
        return "files in " + directory;
    }

    @Override
    public void canBeMade() {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new MemoryException(
                    "The store cannot be made in " + directory + ": "
                            + (Files.isDirectory(existing)
                                    ? existing + " is not writable for the user that runs Rollcall."
                                    : existing + " is not a directory."),
                    null);
        }
    }

    @Override
    public Connection take() throws SQLException {
        turn.lock();
        boolean taken = false;
        try {
            Connection connection = opened();
            taken = true;
            return connection;
        } finally {
            if (!taken) {
                turn.unlock();
            }
        }
    }

    @Override
    public void release(Connection connection) {
        turn.unlock();
    }

    private Connection opened() throws SQLException {
        if (closed) {
            throw new MemoryException("The store is closed.", null);
        }
        if (kept != null && !kept.isClosed()) {
            // SQLite would go on writing into a deleted file, and a second process into a new one
            if (!exists()) {
                throw new MemoryException(
                        "The store's file " + file + " was removed while in use. Put it back, or restart Rollcall to"
                                + " begin with an empty store, which may ring people again.",
                        null);
            }
            return kept;
        }
        try {
            createDirectory();
            // one process at a time makes the file and its tables; SQLite has no lock for the switch to WAL
            try (FileTurn opening = FileTurn.take(directory.resolve(LOCK_FILE), patience)) {
                createOwnerOnly(file);
                kept = connect();
            }
        } catch (IOException e) {
            throw new MemoryException(
                    "The store in " + directory + " cannot be opened: " + reason(e)
                            + ". Make the directory writable for the user that runs Rollcall.",
                    e);
        }
        return kept;
    }

    private Connection connect() throws SQLException {
        Connection connection = connectWithDriver();
        boolean usable = false;
        try {
            if (!Schema.SQLITE.isCurrent(connection)) {
                Schema.SQLITE.migrate(source);
            }
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    private Connection connectWithDriver() throws SQLException {
        try {
            return source.getConnection();
        } catch (LinkageError e) {
            throw new MemoryException(
                    "The embedded database cannot load its native library into " + System.getProperty("java.io.tmpdir")
                            + ". Allow programs to run from there, name another directory with"
                            + " -Dorg.sqlite.tmpdir=DIRECTORY, or use PostgreSQL (rollcall.store.url).",
                    e);
        }
    }

    private void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly("rwx------"));
        }
    }

    /**
     * Makes an empty file that nobody else can read; SQLite gives the same rights to the files beside it. An existing
     * file is not opened: closing it would drop the locks that SQLite holds on it in this process.
     */
    private void createOwnerOnly(Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.createFile(path, ownerOnly("rw-------"));
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public MemoryException explain(SQLException failure) {
        return new MemoryException(
                "The store in " + directory + " cannot be used: " + reason(failure) + ". Nothing is done without it.",
                failure);
    }

    private String reason(SQLException failure) {
        SQLiteErrorCode code = codeOf(failure);
        // extended codes carry the plain one in their low byte
        return switch (code.code & 0xff) {
            case 5, 6 -> "another process has held it for " + patience.toSeconds() + " s; find and end that process";
            case 8 -> "it cannot be written; give its files and directory to the user that runs Rollcall";
            case 10 -> "the disk answered with an error; check the disk";
            case 11, 26 ->
                "its files are damaged or not Rollcall's; put a backup in their place, or move them away"
                        + " to begin with an empty store, which may ring people again";
            case 13 -> "the disk is full; make room";
            case 14 -> "its file cannot be opened; check the directory and its rights";
            default -> "the database refused (" + code + ")";
        };
    }

    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access to " + failure.getMessage() + " is denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return failure.getMessage() + " is not a directory";
        }
        return String.valueOf(failure.getMessage());
    }

    private static SQLiteErrorCode codeOf(SQLException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLiteException known) {
                return known.getResultCode();
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }

    @Override
    public RunnerLocks runnerLocks() {
        return runnerLocks;
    }

    @Override
    public void close() {
        runnerLocks.close();
        turn.lock();
        try {
            closed = true;
            if (kept != null) {
                kept.close();
            }
        } catch (SQLException e) {
            // everything is committed: nothing can be lost, and the next opening tidies up
        } finally {
            turn.unlock();
        }
    }
}
