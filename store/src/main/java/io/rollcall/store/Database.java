package io.rollcall.store;

import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreException;
import io.rollcall.state.StoreReplacedException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database with the current schema, opened when first needed. Thread-safe. */
interface Database {

    /** Whether there can be anything to read; asking opens nothing. */
    boolean exists();

    /** Which tables it has. */
    Schema schema();

    /** Its directory or its URL without a secret. */
    String name();

    /** Where it lies, in words for the administrator, without a secret. */
    String place();

    /**
     * Says whether it could be made, where it does not exist yet; makes nothing.
     *
     * @throws StoreException where it could not
     */
    void canBeMade();

    /**
     * Takes a connection for one unit of work; it goes back by {@link #release}.
     *
     * @param wait how long it may take
     * @throws SQLException where the database cannot be reached or used
     * @throws StoreException where the reason is known better than the driver knows it
     */
    Connection take(OperationTimeouts.Wait wait) throws SQLException;

    /** Gives a connection back. */
    void release(Connection connection);

    /** Finds out whether the database can be written now; writes nothing. */
    void probe(Connection connection) throws SQLException;

    /** Ends, from another thread, what a connection waits for, where that can be done. */
    void breakOff(Connection connection);

    /**
     * Looks, in a transaction that is about to write, whether the store is whole.
     *
     * @param now its identity in this transaction
     * @throws StoreException where it is not
     */
    void verify(Connection writing, StoreIdentity now) throws SQLException;

    /** Whether a failure means that another process holds the database for now. */
    boolean isBusy(SQLException failure);

    /** What it means that another store lies where this one was: what to do. */
    StoreReplacedException replaced(@Nullable Throwable cause);

    /** What a failure means here: what failed and what to do, without a secret or a person's data. */
    StoreException explain(SQLException failure);

    /** The locks of processes that run flows. */
    RunnerLocks runnerLocks();

    /**
     * Closes what was opened.
     *
     * @param replaced whether another store lies where this one was, so that nothing more may be written
     */
    void close(boolean replaced);
}
