package io.rollcall.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Begins, commits and rolls back on one connection, for both drivers. Stateless and thread-safe. */
final class JdbcTransaction {
    private JdbcTransaction() {}

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Runs work in a transaction: commits when the work returns, and rolls back when it throws. */
    static <T> T run(Connection connection, Work<T> work) throws SQLException {
        begin(connection);
        boolean committed = false;
        try {
            T result = work.on(connection);
            // commits; commit() would make SQLite's driver begin the next transaction, which can fail
            connection.setAutoCommit(true);
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    /** Runs work with auto-commit on. A connection of a host's pool may arrive with it off, and is returned as it arrived. */
    static <T> T withAutoCommit(Connection connection, Work<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            return work.on(connection);
        }
        connection.setAutoCommit(true);
        try {
            return work.on(connection);
        } finally {
            try {
                connection.setAutoCommit(false);
            } catch (SQLException broken) {
                abandon(connection);
            }
        }
    }

    // SQLite's driver acquires the write lock here. If another process holds it, the driver reports a transaction that
    // never began.
    private static void begin(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            try {
                connection.setAutoCommit(true);
            } catch (SQLException expected) {
                // the driver resets its own state first and then finds no transaction to commit
            }
            throw e;
        }
    }

    // A connection that cannot roll back is broken: closing it drops what was not committed. The caller gets the first
    // exception.
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            abandon(connection);
        }
    }

    private static void abandon(Connection connection) {
        try {
            // abort() removes it from a pool, close() is what SQLite's driver implements
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException e) {
            // already closed
        }
    }
}
