package io.rollcall.store;

import io.rollcall.memory.RunnerLocks;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs units of work on the database: each is whole or not at all, and committed when it returns. Thread-safe. */
final class Sessions implements AutoCloseable {
    private final Database database;
    private final Expiry expiry;

    Sessions(Database database, Expiry expiry) {
        this.database = database;
        this.expiry = expiry;
    }

    /** One unit of work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Work without an answer. */
    @FunctionalInterface
    interface Change {
        void on(Connection connection) throws SQLException;
    }

    /** Where the database lies, in words. */
    String place() {
        return database.place();
    }

    /** Whether there can be anything to read. */
    boolean exist() {
        return database.exists();
    }

    /** The locks of processes that run flows. */
    RunnerLocks runnerLocks() {
        return database.runnerLocks();
    }

    /** Finds out whether the database can be used; says where it lies, and makes none. */
    String inspect() {
        if (!database.exists()) {
            database.canBeMade();
            return database.place() + ", made when there is something to remember";
        }
        return withConnection(connection -> database.place());
    }

    /** Reads; where there is no store yet, answers what is known of nothing and creates none. */
    <T> T read(T nothing, Work<T> work) {
        return database.exists() ? withConnection(work) : nothing;
    }

    /** Writes in one transaction. */
    <T> T write(Work<T> work) {
        return withConnection(connection -> {
            if (expiry.isDue()) {
                inTransaction(connection, expiry::run);
            }
            return inTransaction(connection, work);
        });
    }

    /** Writes in one transaction. */
    void change(Change change) {
        write(connection -> {
            change.on(connection);
            return true;
        });
    }

    private <T> T withConnection(Work<T> work) {
        try {
            Connection connection = database.take();
            try {
                return committing(connection, work);
            } finally {
                database.release(connection);
            }
        } catch (SQLException e) {
            throw database.explain(e);
        }
    }

    // A host's connections may come with a transaction begun: what only reads would leave it open in the host's pool.
    private static <T> T committing(Connection connection, Work<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            return work.on(connection);
        }
        connection.setAutoCommit(true);
        try {
            return work.on(connection);
        } finally {
            restore(connection, false);
        }
    }

    private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        begin(connection);
        boolean committed = false;
        try {
            T result = work.on(connection);
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack(connection);
            }
            restore(connection, autoCommit);
        }
    }

    // SQLite's driver takes the write lock here. Where another process holds it, the driver is left believing in a
    // transaction that never began, so such a connection is not used again.
    private static void begin(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            abandon(connection);
            throw e;
        }
    }

    // A connection that cannot even roll back is broken: closing it drops what was not committed, and the reason that
    // counts is the first one, which is on its way to the caller.
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            abandon(connection);
        }
    }

    private static void restore(Connection connection, boolean autoCommit) {
        try {
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            abandon(connection);
        }
    }

    private static void abandon(Connection connection) {
        try {
            // the first tells a pool to forget it, the second is what SQLite's driver understands
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException e) {
            // already as dead as it can be
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
