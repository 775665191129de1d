package io.rollcall.store;

import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runner locks in PostgreSQL: session-level advisory locks on a connection that is used for nothing else. The database
 * releases them when the connection ends. Thread-safe.
 */
final class PostgresRunnerLocks implements RunnerLocks, AutoCloseable {
    private static final int SECONDS_TO_RELEASE = 1;

    /** Opens the connection of the locks; closing it returns it. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    /** What is done with a session. */
    @FunctionalInterface
    private interface Work<T> {
        T on(PostgresLockSession session) throws SQLException;
    }

    private final Connections connections;
    private final Function<SQLException, StoreException> explanation;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable PostgresLockSession session;
    private volatile boolean closed;

    /** @param explanation makes the exception for the caller */
    PostgresRunnerLocks(Connections connections, Function<SQLException, StoreException> explanation) {
        this.connections = connections;
        this.explanation = explanation;
    }

    @Override
    public Attempt tryAcquire(String flow) {
        return withSession(current -> {
            if (current.holds(flow)) {
                return new Attempt(null, "another application in this process");
            }
            return current.tryLock(flow)
                    ? new Attempt(new Held(current, flow), "")
                    : new Attempt(null, current.holder(flow));
        });
    }

    @Override
    public List<String> holders() {
        return withSession(PostgresLockSession::holders);
    }

    private <T> T withSession(Work<T> work) {
        turn.lock();
        try {
            return work.on(session());
        } catch (SQLException e) {
            end();
            throw explanation.apply(e);
        } finally {
            turn.unlock();
        }
    }

    // the locks of a lost connection are lost too
    private PostgresLockSession session() throws SQLException {
        PostgresLockSession current = session;
        if (current != null && current.isAlive()) {
            return current;
        }
        end();
        Connection connection = connections.open();
        boolean usable = false;
        try {
            PostgresLockSession opened = new PostgresLockSession(connection);
            if (closed) {
                throw new StoreException("The store is closed.", null);
            }
            session = opened;
            usable = true;
            return opened;
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    private void end() {
        PostgresLockSession current = session;
        if (current != null) {
            current.end();
            session = null;
        }
    }

    /** Runs an action on the session. If another thread does not release the session in time, closes its connection. */
    private void runOrAbort(Runnable action) {
        boolean free = false;
        try {
            free = turn.tryLock(SECONDS_TO_RELEASE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!free) {
            PostgresLockSession busy = session;
            if (busy != null) {
                busy.abort();
            }
            return;
        }
        try {
            action.run();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        runOrAbort(this::end);
    }

    /** A lock on a connection. */
    private final class Held implements Lock {
        private final PostgresLockSession holder;
        private final String flow;

        Held(PostgresLockSession holder, String flow) {
            this.holder = holder;
            this.flow = flow;
        }

        @Override
        public boolean isHeld() {
            turn.lock();
            try {
                return session == holder && holder.holds(flow) && holder.isAlive();
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void close() {
            runOrAbort(() -> {
                if (session == holder) {
                    holder.unlock(flow);
                    if (holder.holdsNone()) {
                        end();
                    }
                }
            });
        }
    }
}
