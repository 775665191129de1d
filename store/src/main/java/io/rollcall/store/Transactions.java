package io.rollcall.store;

import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreReplacedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs units of work on the database: each is whole or not at all, and committed when it returns. Thread-safe. */
final class Transactions implements AutoCloseable {
    private static final long PATIENCE_OF_CLOSING_MILLIS = 1_000;

    private final Database database;
    private final OperationTimeouts patience;
    /** The store as this process last wrote it, or first saw it; a read or write that finds less is on another store. */
    private final AtomicReference<@Nullable StoreIdentity> known = new AtomicReference<>();

    /** The connection whose transaction the thread is in. */
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread ending;
    private final AtomicReference<@Nullable StoreReplacedException> replaced = new AtomicReference<>();
    private final Queue<Consumer<StoreReplacedException>> listeners = new ConcurrentLinkedQueue<>();

    Transactions(Database database, OperationTimeouts patience) {
        this.database = database;
        this.patience = patience;
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

    /** Work on all tables. */
    @FunctionalInterface
    interface TablesWork<T> {
        T on(Connection connection, Schema schema) throws SQLException;
    }

    /** The tables as a connection shows them. */
    StoreTables tables(Connection connection) {
        return new StoreTables(connection, database.schema());
    }

    /**
     * Works on all tables in one transaction, which no other process of SQLite's can write beside. Does not count as a
     * write: the store stays the one that it was.
     */
    <T> T exclusively(TablesWork<T> work) {
        return withConnection(connection -> {
            begin(connection);
            boolean committed = false;
            try {
                T result = work.on(connection, database.schema());
                connection.setAutoCommit(true);
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack(connection);
                }
            }
        });
    }

    /** Where the database lies, in words. */
    String place() {
        return database.place();
    }

    /** Its directory or its URL without a secret. */
    String name() {
        return database.name();
    }

    /** Whether there can be anything to read. */
    boolean exist() {
        return database.exists();
    }

    /** The locks of processes that run flows. */
    RunnerLocks runnerLocks() {
        return database.runnerLocks();
    }

    /** Ends every wait for the database within a time from now. */
    void endWaits(Duration within) {
        patience.endWithin(within);
        Thread breaking = new Thread(() -> breakOffAfter(within), "rollcall-store-end");
        breaking.setDaemon(true);
        ending = breaking;
        breaking.start();
    }

    private void breakOffAfter(Duration time) {
        try {
            if (!closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                inUse.forEach(database::breakOff);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // the store leaves no thread behind
    private void endBreaking() {
        closed.countDown();
        Thread breaking = ending;
        if (breaking != null) {
            try {
                breaking.join(PATIENCE_OF_CLOSING_MILLIS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it was found that another store lies where this one was; nothing is read or written since. */
    Optional<StoreReplacedException> replaced() {
        return Optional.ofNullable(replaced.get());
    }

    /** Has somebody called once when that is found, or now. */
    void onReplaced(Consumer<StoreReplacedException> listener) {
        listeners.add(listener);
        tell();
    }

    /** Finds out whether the database can be used; says where it lies, and makes none. */
    String inspect() {
        if (!database.exists()) {
            database.canBeMade();
            return database.place() + ", made when there is something to remember";
        }
        return withConnection(connection -> {
            database.probe(connection);
            return database.place();
        });
    }

    /** Reads; where there is no store yet, answers what is known of nothing and creates none. */
    <T> T read(T nothing, Work<T> work) {
        return database.exists() ? withConnection(work) : nothing;
    }

    /** Writes in one transaction. */
    <T> T write(Work<T> work) {
        return withConnection(
                connection -> current.get() == connection ? work.on(connection) : inTransaction(connection, work));
    }

    /** Writes in one transaction. */
    void change(Change change) {
        write(connection -> {
            change.on(connection);
            return true;
        });
    }

    /** Does everything that the work asks of this database, on this thread, in one transaction. */
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

    private <T> T withConnection(Work<T> work) {
        Connection open = current.get();
        if (open != null) {
            try {
                return work.on(open);
            } catch (SQLException e) {
                throw database.explain(e);
            }
        }
        OperationTimeouts.Wait wait = patience.begin();
        while (true) {
            try {
                return once(wait, work);
            } catch (SQLException e) {
                if (!database.isBusy(e) || wait.left() <= 0) {
                    throw database.explain(e);
                }
                // the next try does it all anew: nothing was written
                wait.pause();
            }
        }
    }

    private <T> T once(OperationTimeouts.Wait wait, Work<T> work) throws SQLException {
        StoreReplacedException gone = replaced.get();
        if (gone != null) {
            throw gone;
        }
        try {
            Connection connection = database.take(wait);
            inUse.add(connection);
            try {
                return committing(connection, on -> {
                    if (known.get() == null) {
                        known.compareAndSet(null, StoreIdentity.read(on));
                    }
                    return work.on(on);
                });
            } finally {
                inUse.remove(connection);
                database.release(connection);
            }
        } catch (StoreReplacedException found) {
            replaced.compareAndSet(null, found);
            tell();
            throw found;
        }
    }

    private void tell() {
        StoreReplacedException found = replaced.get();
        if (found != null) {
            for (var listener = listeners.poll(); listener != null; listener = listeners.poll()) {
                listener.accept(found);
            }
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

    private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        StoreIdentity before = known.get();
        begin(connection);
        boolean committed = false;
        try {
            StoreIdentity now = StoreIdentity.advance(connection);
            if (before != null && !(now.canFollow(before) && now.epoch() > before.epoch())) {
                throw database.replaced(null);
            }
            database.verify(connection, now);
            T result = work.on(connection);
            // commit() would have SQLite's driver begin the next transaction, which can fail when this one is done
            connection.setAutoCommit(true);
            committed = true;
            known.accumulateAndGet(now, Transactions::later);
            return result;
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    private static StoreIdentity later(@Nullable StoreIdentity one, @Nullable StoreIdentity other) {
        if (one == null || other == null) {
            return Objects.requireNonNull(one == null ? other : one);
        }
        return one.epoch() > other.epoch() ? one : other;
    }

    // SQLite's driver takes the write lock here. Where another process holds it, the driver believes in a transaction
    // that never began.
    static void begin(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            believeNone(connection);
            throw e;
        }
    }

    // the driver believes it first, and then finds that there was nothing to commit
    private static void believeNone(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException expected) {
            // says that no transaction is active
        }
    }

    // A connection that cannot even roll back is broken: closing it drops what was not committed, and the reason that
    // counts is the first one, which is on its way to the caller.
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
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
        endBreaking();
        database.close(replaced.get() != null);
    }
}
