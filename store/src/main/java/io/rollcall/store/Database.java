package io.rollcall.store;

import io.rollcall.memory.MemoryException;
import io.rollcall.memory.RunnerLocks;
import java.sql.Connection;
import java.sql.SQLException;

/** A database with the current schema, opened when first needed. Thread-safe. */
interface Database extends AutoCloseable {

    /** Whether there can be anything to read; asking opens nothing. */
    boolean exists();

    /** Where it lies, in words for the administrator, without a secret. */
    String place();

    /**
     * Says whether it could be made, where it does not exist yet; makes nothing.
     *
     * @throws MemoryException where it could not
     */
    void canBeMade();

    /**
     * Takes a connection for one unit of work; it goes back by {@link #release}.
     *
     * @throws SQLException where the database cannot be reached or used
     * @throws MemoryException where the reason is known better than the driver knows it
     */
    Connection take() throws SQLException;

    /** Gives a connection back. */
    void release(Connection connection);

    /** What a failure means here: what failed and what to do, without a secret or a person's data. */
    MemoryException explain(SQLException failure);

    /** The locks of processes that run flows. */
    RunnerLocks runnerLocks();

    @Override
    void close();
}
