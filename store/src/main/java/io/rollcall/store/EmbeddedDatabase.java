package io.rollcall.store;

import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreException;
import io.rollcall.state.StoreReplacedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in a directory: plain files, no port, as many processes as one likes. Write-ahead log, flushed to the disk at
 * every commit. One connection, used by one thread at a time: SQLite lets one write at a time anyway, and a unit of
 * work takes less than a millisecond. Thread-safe.
 */
final class EmbeddedDatabase implements Database {
    /** How long the driver waits with the connection in its hands; longer waits are the caller's, without it. */
    private static final Duration WAIT_IN_DRIVER = Duration.ofMillis(100);

    private final StoreFiles files;
    private final ReentrantLock turn = new ReentrantLock();
    private final EmbeddedRunnerLocks runnerLocks;
    private @Nullable Connection kept;
    /** As the files were when last looked at; stays when the connection is opened again. */
    private volatile StoreFiles.@Nullable Snapshot last;
    /** The identity in the database's file itself, without the log. */
    private @Nullable StoreIdentity lastInFile;

    private boolean verified;
    private boolean closed;

    EmbeddedDatabase(Path directory) {
        files = new StoreFiles(directory);
        runnerLocks = new EmbeddedRunnerLocks(files.directory(), files::createDirectory);
    }

    @Override
    public boolean exists() {
        // what was there and is gone must be missed
        return last != null || files.exists();
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
    public void canBeMade() {
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
        } catch (InterruptedException stopped) {
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
        refuseOtherFiles();
        if (kept != null && !kept.isClosed()) {
            return kept;
        }
        boolean first = last == null;
        files.createDirectory();
        NativeLibrary.load(files.directory());
        // one process at a time makes the file and its tables; SQLite has no lock for the switch to WAL
        try (ExclusiveFileLock opening = ExclusiveFileLock.take(files.lock(), wait)) {
            if (first && !files.exists()) {
                create();
            } else {
                files.refuseWhatIsNone();
                refuseForeign();
            }
            kept = connect();
        }
        return kept;
    }

    /** SQLite would go on writing into a file that is not the store any more, while other processes use another. */
    private void refuseOtherFiles() throws SQLException, IOException {
        StoreFiles.Snapshot before = last;
        if (before == null) {
            return;
        }
        StoreFiles.Snapshot now = files.snapshot();
        boolean open = kept != null && !kept.isClosed();
        boolean same = open ? now.canFollow(before) : now.database().canFollow(before.database());
        if (!same) {
            throw replaced(null);
        }
        if (!now.database().changed().equals(before.database().changed())) {
            // the log was brought in, or somebody copied another store over this one
            StoreIdentity inFile = inFileWhileOthersWrite();
            StoreIdentity known = lastInFile;
            if (known != null && (inFile == null || !inFile.canFollow(known))) {
                throw replaced(null);
            }
            lastInFile = inFile;
        }
        last = now;
    }

    @Override
    public StoreReplacedException replaced(@Nullable Throwable cause) {
        return new StoreReplacedException(
                "The store's file " + files.database() + " was replaced, removed or cut off while in use. Rollcall"
                        + " changes nothing any more, and forgets what it wrote since. Put the right file in place,"
                        + " then restart Rollcall.",
                cause);
    }

    private void create() throws IOException, SQLException {
        files.beginUnfinished();
        Schema.SQLITE.migrate(source(files.unfinished()));
        // the last connection that closes brings the log in and removes it
        files.finish();
    }

    /** Looks without a lock and without a change, so that a file that is not the store's stays as it was. */
    private void refuseForeign() throws SQLException, IOException {
        boolean ours;
        try (Connection connection = immutable()) {
            ours = Schema.SQLITE.hasHistory(connection);
        }
        if (!ours && files.snapshot().log().size() > 0) {
            // a process that was killed early left everything in the log
            try (Connection connection = source(files.database()).getConnection()) {
                ours = Schema.SQLITE.hasHistory(connection);
            }
        }
        if (!ours) {
            throw new StoreException(
                    "The store's file " + files.database() + " is not a store of Rollcall. "
                            + StoreFiles.restoreOr("move it away"),
                    null);
        }
    }

    private Connection connect() throws SQLException, IOException {
        SQLiteDataSource source = source(files.database());
        Connection connection = source.getConnection();
        boolean usable = false;
        try {
            if (!Schema.SQLITE.isCurrent(connection)) {
                Schema.SQLITE.migrate(source);
            }
            // a read: from now on the files beside are there
            StoreIdentity.read(connection);
            lastInFile = lastInFile == null ? inFile() : lastInFile;
            last = files.snapshot();
            usable = true;
            return connection;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    @Override
    public void probe(Connection connection) throws SQLException {
        // takes the write lock and gives it back
        Transactions.begin(connection);
        connection.setAutoCommit(true);
    }

    @Override
    public void breakOff(Connection connection) {
        // SQLite waits a moment only, see WAIT_IN_DRIVER
    }

    /**
     * Finds, before the first write, a log that belongs to another state of the store, and damage: a lost claim would
     * not show otherwise. No other process writes meanwhile.
     */
    @Override
    public void verify(Connection writing, StoreIdentity now) throws SQLException {
        if (verified) {
            return;
        }
        try {
            boolean log = files.snapshot().log().size() > 0;
            // not counting the transaction that is under way
            long epoch = now.epoch() - 1;
            long base = log ? epoch - files.transactionsInLog() : epoch;
            StoreIdentity inFile = inFile();
            if (inFile != null
                    && (!inFile.id().equals(now.id()) || inFile.epoch() > epoch || (log && inFile.epoch() < base))) {
                throw new StoreException(
                        "The store's file " + files.database() + " and its log "
                                + files.log().getFileName()
                                + " do not belong together: one of them was replaced. Stop every Rollcall on this"
                                + " store; then remove " + files.log().getFileName() + " and rollcall.db-shm to use the"
                                + " file as it is, which may call people again, or put the matching file back.",
                        null);
            }
            check(writing, "PRAGMA integrity_check(rollcall_invitation)");
            if (log) {
                check(writing, "PRAGMA quick_check(1)");
            }
        } catch (IOException e) {
            throw new StoreException(
                    "The store in " + files.directory() + " cannot be read: " + SqliteErrors.reason(e) + ".", e);
        }
        verified = true;
    }

    private void check(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(pragma)) {
            if (!row.next() || !"ok".equals(row.getString(1))) {
                throw new StoreException(
                        "The store's file " + files.database() + " is damaged. " + StoreFiles.restoreOr("move it away"),
                        null);
            }
        }
    }

    /** The identity in the database's file, without the log; null where it cannot be read there. */
    private @Nullable StoreIdentity inFile() throws SQLException {
        try (Connection connection = immutable()) {
            return StoreIdentity.read(connection);
        } catch (SQLException notThere) {
            if (SqliteErrors.isMissingTable(notThere)) {
                return null;
            }
            throw notThere;
        }
    }

    /** The same for a file into which another process may just bring its log: what is half brought in is read again. */
    private @Nullable StoreIdentity inFileWhileOthersWrite() throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return inFile();
            } catch (SQLException e) {
                if (!SqliteErrors.isDamage(e)) {
                    throw e;
                }
                if (tries == 3) {
                    throw replaced(e);
                }
            }
        }
    }

    private Connection immutable() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:"
                + files.database().toUri().toString().replaceFirst("^file:/+", "file:/") + "?immutable=1");
    }

    /** Opens a file as stores are opened. */
    static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // NORMAL would lose the last commits to a power cut; a lost commit is a phone that rings twice
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) WAIT_IN_DRIVER.toMillis());
        // the temporary folder may be full or missing
        config.setTempStore(TempStore.MEMORY);
        // takes the write lock at once: a transaction that first reads and then writes can not be refused half-way
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
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
            // closing would bring the log into a file that it does not belong to
            if (kept != null && !replaced) {
                kept.close();
            }
        } catch (SQLException e) {
            // everything is committed: nothing can be lost, and the next opening tidies up
        } finally {
            turn.unlock();
        }
    }
}
