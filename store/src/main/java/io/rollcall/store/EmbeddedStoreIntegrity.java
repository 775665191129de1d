package io.rollcall.store;

import io.rollcall.state.StoreException;
import io.rollcall.state.StoreReplacedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Detects that the files of an embedded store were replaced, mixed up or damaged: a lost claim would not show
 * otherwise. Used by one thread at a time, except {@link #wasOpened}.
 */
final class EmbeddedStoreIntegrity {
    private static final int READ_ATTEMPTS = 3;

    private final StoreFiles files;
    /** The files as they were at the last check; kept when the connection is opened again. */
    private volatile StoreFiles.@Nullable Snapshot last;
    /** The identity in the database's file, without the log. */
    private @Nullable StoreIdentity lastInFile;

    private boolean verified;

    EmbeddedStoreIntegrity(StoreFiles files) {
        this.files = files;
    }

    /** Whether this process has opened the store, so that missing files mean a loss. */
    boolean wasOpened() {
        return last != null;
    }

    /** Records the files of a connection that was just opened. */
    void opened() throws SQLException, IOException {
        lastInFile = lastInFile == null ? inFile() : lastInFile;
        last = files.snapshot();
    }

    /**
     * Refuses files that are no longer those of the store: SQLite would write into a file that no other process uses.
     *
     * @param open whether a connection is open
     * @throws StoreReplacedException if the files were replaced, removed or cut off
     */
    void refuseReplacedFiles(boolean open) throws SQLException, IOException {
        StoreFiles.Snapshot before = last;
        if (before == null) {
            return;
        }
        StoreFiles.Snapshot now = files.snapshot();
        if (!(open ? now.canFollow(before) : now.database().canFollow(before.database()))) {
            throw replaced(null);
        }
        if (!now.database().changed().equals(before.database().changed())) {
            // a checkpoint of the log, or another store copied over this one
            StoreIdentity inFile = inFileWhileOthersWrite();
            StoreIdentity known = lastInFile;
            if (known != null && (inFile == null || !inFile.canFollow(known))) {
                throw replaced(null);
            }
            lastInFile = inFile;
        }
        last = now;
    }

    StoreReplacedException replaced(@Nullable Throwable cause) {
        return new StoreReplacedException(
                "The store's file " + files.database() + " was replaced, removed or cut off while in use. Rollcall"
                        + " changes nothing more, and what it wrote since is lost. Put the right file in place,"
                        + " then restart Rollcall.",
                cause);
    }

    /** Refuses a file that is not a store, and leaves it unchanged. */
    void refuseForeign() throws SQLException, IOException {
        boolean ours;
        try (Connection connection = SqliteConnections.immutable(files.database())) {
            ours = Schema.SQLITE.hasHistory(connection);
        }
        if (!ours && files.snapshot().log().size() > 0) {
            // a process that was killed early left everything in the log
            try (Connection connection =
                    SqliteConnections.source(files.database()).getConnection()) {
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

    /**
     * Finds damage, and a log that belongs to another state of the store, once, before the first write. No other process
     * writes meanwhile.
     *
     * @param now the identity in the transaction that is about to write
     */
    void verify(Connection writing, StoreIdentity now) throws SQLException {
        if (verified) {
            return;
        }
        try {
            boolean log = files.snapshot().log().size() > 0;
            // without the current transaction
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
        if (!Sql.first(connection, pragma, row -> "ok".equals(row.getString(1))).orElse(false)) {
            throw new StoreException(
                    "The store's file " + files.database() + " is damaged. " + StoreFiles.restoreOr("move it away"),
                    null);
        }
    }

    /** The identity in the database's file, without the log; null if the file alone has none. */
    private @Nullable StoreIdentity inFile() throws SQLException {
        try (Connection connection = SqliteConnections.immutable(files.database())) {
            return StoreIdentity.read(connection);
        } catch (SQLException e) {
            if (SqliteErrors.isMissingTable(e)) {
                return null;
            }
            throw e;
        }
    }

    /** Reads again if another process writes the file at the same time. */
    private @Nullable StoreIdentity inFileWhileOthersWrite() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return inFile();
            } catch (SQLException e) {
                if (!SqliteErrors.isDamage(e)) {
                    throw e;
                }
                if (attempt == READ_ATTEMPTS) {
                    throw replaced(e);
                }
            }
        }
    }
}
