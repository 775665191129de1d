package io.rollcall.store;

import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreException;
import io.rollcall.state.StoreReplacedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in a directory: plain files, no port, any number of processes. A write-ahead log is flushed to the disk at
 * every commit. One connection, used by one thread at a time: SQLite allows one write at a time anyway, and a transaction
 * takes less than a millisecond. Thread-safe.
 */
final class EmbeddedDatabase implements Database {
    private final StoreFiles files;
    private final EmbeddedStoreIntegrity integrity;
    private final EmbeddedRunnerLocks runnerLocks;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Connection kept;
    private boolean closed;

    EmbeddedDatabase(Path directory) {
        files = new StoreFiles(directory);
        integrity = new EmbeddedStoreIntegrity(files);
        runnerLocks = new EmbeddedRunnerLocks(files.directory(), files::createDirectory);
    }

    @Override
    public boolean exists() {
        // files that were there and are gone are a failure, not an empty store
        return integrity.wasOpened() || files.exists();
    }

    @Override
    public Schema schema() {
        return Schema.SQLITE;
    }

    @Override
    public String name() {
        return files.directory().toString();
    }

    @Override
    public String place() {
        return "files in " + files.directory();
    }

    @Override
    public void checkCreatable() {
        Path existing = files.directory();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new StoreException(
                    "The store cannot be made in " + files.directory() + ": "
                            + (Files.isDirectory(existing)
                                    ? existing + " is not writable for the user that runs Rollcall."
                                    : existing + " is not a directory."),
                    null);
        }
    }

    @Override
    public Connection take(OperationTimeouts.Wait wait) throws SQLException {
        try {
            if (!turn.tryLock(Math.max(0, wait.left()), TimeUnit.NANOSECONDS)) {
                throw new StoreException(
                        "The store in " + files.directory() + " is busy: another use of it waits for another process."
                                + " Find and end the process that holds it.",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw OperationTimeouts.interrupted();
        }
        boolean taken = false;
        try {
            Connection connection = opened(wait);
            taken = true;
            return connection;
        } catch (IOException e) {
            throw new StoreException(
                    SqliteErrors.isDiskFull(e)
                            ? "The store in " + files.directory() + " is unusable: "
                                    + SqliteErrors.diskFull(files.directory()) + "."
                            : "The store in " + files.directory() + " cannot be opened: " + SqliteErrors.reason(e)
                                    + ". Make the directory writable for the user that runs Rollcall.",
                    e);
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

    private Connection opened(OperationTimeouts.Wait wait) throws SQLException, IOException {
        if (closed) {
            throw new StoreException("The store is closed.", null);
        }
        boolean open = kept != null && !kept.isClosed();
        integrity.refuseReplacedFiles(open);
        if (kept != null && open) {
            return kept;
        }
        files.createDirectory();
        NativeLibrary.load(files.directory());
        // one process at a time creates the file and its tables; SQLite has no lock for the switch to WAL
        try (ExclusiveFileLock opening = ExclusiveFileLock.take(files.lock(), wait)) {
            if (!integrity.wasOpened() && !files.exists()) {
                create();
            } else {
                files.refuseUnusable();
                integrity.refuseForeign();
            }
            kept = connect();
        }
        return kept;
    }

    private void create() throws IOException, SQLException {
        files.beginUnfinished();
        Schema.SQLITE.migrate(SqliteConnections.source(files.unfinished()));
        // closing the last connection merged the log into the file and removed it
        files.finish();
    }

    private Connection connect() throws SQLException, IOException {
        SQLiteDataSource source = SqliteConnections.source(files.database());
        Connection connection = source.getConnection();
        boolean usable = false;
        try {
            if (!Schema.SQLITE.isCurrent(connection)) {
                Schema.SQLITE.migrate(source);
            }
            // a read creates the files beside the database
            StoreIdentity.read(connection);
            integrity.opened();
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    /** Acquires and releases the write lock. */
    @Override
    public void checkWritable(Connection connection) throws SQLException {
        JdbcTransaction.run(connection, on -> true);
    }

    @Override
    public <T> T unsynced(Connection connection, JdbcTransaction.Work<T> work) throws SQLException {
        SqliteConnections.waitForDisk(connection, false);
        try {
            return JdbcTransaction.run(connection, work);
        } finally {
            if (!connection.isClosed()) {
                SqliteConnections.waitForDisk(connection, true);
            }
        }
    }

    @Override
    public void abort(Connection connection) {
        // the driver waits for a lock for a moment only, see SqliteConnections
    }

    @Override
    public StoreReplacedException replaced(@Nullable Throwable cause) {
        return integrity.replaced(cause);
    }

    @Override
    public void verify(Connection writing, StoreIdentity now) throws SQLException {
        integrity.verify(writing, now);
    }

    @Override
    public boolean isBusy(SQLException failure) {
        return SqliteErrors.isBusy(failure);
    }

    @Override
    public StoreException explain(SQLException failure) {
        String problem = SqliteErrors.isDiskFull(failure, files.directory())
                ? " is unusable: " + SqliteErrors.diskFull(files.directory())
                : " cannot be used: " + SqliteErrors.reason(failure);
        return new StoreException(
                "The store in " + files.directory() + problem + ". Nothing is done without it.", failure);
    }

    @Override
    public RunnerLocks runnerLocks() {
        return runnerLocks;
    }

    @Override
    public void close(boolean replaced) {
        runnerLocks.close();
        turn.lock();
        try {
            closed = true;
            // closing would merge the log into a file that it does not belong to
            if (kept != null && !replaced) {
                kept.close();
            }
        } catch (SQLException e) {
            // everything is committed, and the next connection merges the log
        } finally {
            turn.unlock();
        }
    }
}
