package io.rollcall.store;

import io.rollcall.state.StoreReplacedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the database. Each write is one transaction, committed when it returns. Waits while another process
 * holds the database. Thread-safe.
 */
final class Transactions implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_MILLIS = 1_000;

    private final Database database;
    private final OperationTimeouts timeouts;
    private final StoreReplacement replacement = new StoreReplacement();
    /** The store as this process last wrote it or first read it. A store with less in it is another store. */
    private final AtomicReference<@Nullable StoreIdentity> known = new AtomicReference<>();

    /** The connection whose transaction the thread is in. */
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread abortThread;

    Transactions(Database database, OperationTimeouts timeouts) {
        this.database = database;
        this.timeouts = timeouts;
    }

    /** A change without a result. */
    @FunctionalInterface
    interface Change {
        void on(Connection connection) throws SQLException;
    }

    /** Work on all tables. */
    @FunctionalInterface
    interface TablesWork<T> {
        T on(StoreTables tables) throws SQLException;
    }

    private record Written<T>(StoreIdentity identity, T result) {}

    /**
     * Works on all tables in one transaction; in SQLite no other process writes meanwhile. Leaves the store's epoch
     * unchanged.
     */
    <T> T exclusively(TablesWork<T> work) {
        return withConnection(
                connection -> JdbcTransaction.run(connection, on -> work.on(new StoreTables(on, database.schema()))));
    }

    /** Whether there can be anything to read. */
    boolean exists() {
        return database.exists();
    }

    /** Ends every wait for the database within a time from now. */
    void endWaits(Duration within) {
        timeouts.endWithin(within);
        Thread thread = new Thread(() -> abortAfter(within), "rollcall-store-end");
        thread.setDaemon(true);
        abortThread = thread;
        thread.start();
    }

    private void abortAfter(Duration time) {
        try {
            if (!closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                inUse.forEach(database::abort);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    StoreReplacement replacement() {
        return replacement;
    }

    /** Checks that the database can be used and returns its location; creates none. */
    String inspect() {
        if (!database.exists()) {
            database.checkCreatable();
            return database.place() + ", made when there is something to remember";
        }
        return withConnection(connection -> {
            database.checkWritable(connection);
            return database.place();
        });
    }

    /** Reads. If there is no store yet, returns {@code nothing} and creates none. */
    <T> T read(T nothing, JdbcTransaction.Work<T> work) {
        return database.exists() ? withConnection(work) : nothing;
    }

    /** Reads all tables, as {@link #read} does. */
    <T> T readTables(T nothing, TablesWork<T> work) {
        return read(nothing, connection -> work.on(new StoreTables(connection, database.schema())));
    }

    /** Writes in one transaction. */
    <T> T write(JdbcTransaction.Work<T> work) {
        return write(JdbcTransaction::run, work);
    }

    /**
     * Writes in one transaction that a power cut may undo until the next {@link #write}: for work in many parts, of which
     * nothing counts before the last, or which the next start continues.
     */
    <T> T writeUnsynced(JdbcTransaction.Work<T> work) {
        return write(database::unsynced, work);
    }

    private <T> T write(Runner runner, JdbcTransaction.Work<T> work) {
        return withConnection(connection ->
                current.get() == connection ? work.on(connection) : inTransaction(connection, runner, work));
    }

    /** Runs the transactions of a connection. */
    @FunctionalInterface
    private interface Runner {
        <T> T run(Connection connection, JdbcTransaction.Work<T> work) throws SQLException;
    }

    /** Writes in one transaction. */
    void change(Change change) {
        write(connection -> {
            change.on(connection);
            return true;
        });
    }

    /** Runs everything that the work reads and writes on this thread in one transaction. */
    <T> T atomically(Supplier<T> work) {
        return write(connection -> {
            Connection outer = current.get();
            current.set(connection);
            try {
                return work.get();
            } finally {
                if (outer == null) {
                    current.remove();
                }
            }
        });
    }

    private <T> T withConnection(JdbcTransaction.Work<T> work) {
        Connection open = current.get();
        if (open != null) {
            try {
                return work.on(open);
            } catch (SQLException e) {
                throw database.explain(e);
            }
        }
        OperationTimeouts.Wait wait = timeouts.begin();
        while (true) {
            try {
                return once(wait, work);
            } catch (SQLException e) {
                if (!database.isBusy(e) || wait.left() <= 0) {
                    throw database.explain(e);
                }
                // the next attempt repeats all of it: nothing was written
                wait.pause();
            }
        }
    }

    private <T> T once(OperationTimeouts.Wait wait, JdbcTransaction.Work<T> work) throws SQLException {
        Optional<StoreReplacedException> before = replacement.get();
        if (before.isPresent()) {
            throw before.get();
        }
        try {
            Connection connection = database.take(wait);
            inUse.add(connection);
            try {
                return JdbcTransaction.withAutoCommit(connection, on -> {
                    if (known.get() == null) {
                        known.compareAndSet(null, StoreIdentity.read(on));
                    }
                    return work.on(on);
                });
            } finally {
                inUse.remove(connection);
                database.release(connection);
            }
        } catch (StoreReplacedException failure) {
            replacement.detected(failure);
            throw failure;
        }
    }

    private <T> T inTransaction(Connection connection, Runner runner, JdbcTransaction.Work<T> work)
            throws SQLException {
        StoreIdentity before = known.get();
        Written<T> written = runner.run(connection, on -> {
            StoreIdentity now = StoreIdentity.advance(on);
            if (before != null && !(now.canFollow(before) && now.epoch() > before.epoch())) {
                throw database.replaced(null);
            }
            database.verify(on, now);
            return new Written<>(now, work.on(on));
        });
        StoreIdentity now = written.identity();
        known.updateAndGet(latest -> latest == null || now.epoch() > latest.epoch() ? now : latest);
        return written.result();
    }

    /** Closes the database. No thread of the store is left afterwards. */
    @Override
    public void close() {
        closed.countDown();
        Thread thread = abortThread;
        if (thread != null) {
            try {
                thread.join(CLOSE_TIMEOUT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        database.close(replacement.get().isPresent());
    }
}
