package io.rollcall.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** Opens SQLite files. Stateless and thread-safe. */
final class SqliteConnections {
    /** How long the driver waits for a lock; {@link Transactions} repeats longer waits without holding the connection. */
    private static final Duration BUSY_TIMEOUT = Duration.ofMillis(100);

    /** SQLite's default. */
    private static final int PAGES_OF_LOG = 1_000;
    /** 16 MB. */
    private static final int MOST_PAGES_OF_LOG = 4_000;

    private SqliteConnections() {}

    /** Connections for reading and writing, with a write-ahead log. */
    static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // NORMAL would lose the last commits in a power cut, and Rollcall would call people again
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        // the temporary folder may be full or missing
        config.setTempStore(TempStore.MEMORY);
        // in KiB; the default of 2,000 writes a roster of a million people in twice the time
        config.setCacheSize(-8_192);
        // acquires the write lock at the beginning: a transaction that reads and then writes cannot fail half-way
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /**
     * Sets whether commits wait for the disk; not in a transaction. Without waiting, the log grows more before it is merged into
     * the file: many pages are written again and again. A connection that cannot be set is closed.
     */
    static void waitForDisk(Connection connection, boolean wait) throws SQLException {
        try {
            Sql.execute(
                    connection,
                    "PRAGMA synchronous = " + (wait ? SynchronousMode.FULL : SynchronousMode.NORMAL).getValue());
            Sql.execute(connection, "PRAGMA wal_autocheckpoint = " + (wait ? PAGES_OF_LOG : MOST_PAGES_OF_LOG));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a file without its log, without a lock and without changing it. */
    static Connection immutable(Path file) throws SQLException {
        // not the driver manager, which loads every driver on the class path
        return JDBC.createConnection(
                "jdbc:sqlite:" + file.toUri().toString().replaceFirst("^file:/+", "file:/") + "?immutable=1",
                new Properties());
    }
}
