package io.rollcall.store;

import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreException;
import io.rollcall.state.StoreReplacedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database with the current schema, opened at the first use. Thread-safe. */
interface Database {

    /** Whether there can be anything to read; opens nothing. */
    boolean exists();

    Schema schema();

    /** Its directory or its URL without a secret. */
    String name();

    /** Its location in words for the administrator, without a secret. */
    String place();

    /**
     * Checks whether a database that does not exist could be created; creates nothing.
     *
     * @throws StoreException if it could not
     */
    void checkCreatable();

    /**
     * Takes a connection for one unit of work; {@link #release} returns it.
     *
     * @param wait how long it may take
     * @throws SQLException if the database cannot be reached or used
     * @throws StoreException if the reason is more precise than the driver's
     */
    Connection take(OperationTimeouts.Wait wait) throws SQLException;

    /** Returns a connection. */
    void release(Connection connection);

    /** Checks whether the database can be written now; writes nothing. */
    void checkWritable(Connection connection) throws SQLException;

    /**
     * Runs a transaction whose commit need not wait for the disk. It is on the disk as soon as a later transaction is; a crash
     * of the machine before may undo it. The end of a process loses nothing of it.
     */
    <T> T unsynced(Connection connection, JdbcTransaction.Work<T> work) throws SQLException;

    /** Ends, from another thread, a wait of a connection, if the driver supports it. */
    void abort(Connection connection);

    /**
     * Checks, in a transaction that is about to write, whether the store is complete and undamaged.
     *
     * @param now its identity in this transaction
     * @throws StoreException if it is not
     */
    void verify(Connection writing, StoreIdentity now) throws SQLException;

    /** Whether a failure means that another process holds the database for now. */
    boolean isBusy(SQLException failure);

    /** The exception for a store that was replaced while in use; its message says what to do. */
    StoreReplacedException replaced(@Nullable Throwable cause);

    /** The exception for a failure: what failed and what to do, without a secret or personal data. */
    StoreException explain(SQLException failure);

    RunnerLocks runnerLocks();

    /**
     * Closes what was opened.
     *
     * @param replaced whether the store was replaced while in use, so that nothing more may be written
     */
    void close(boolean replaced);
}
