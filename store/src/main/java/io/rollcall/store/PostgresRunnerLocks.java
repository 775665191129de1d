package io.rollcall.store;

import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runner locks in PostgreSQL: session-level advisory locks on a connection that is used for nothing else. The database
 * releases them when the connection ends. The first key stands for the store (its schema), the second for the flow.
 * Thread-safe.
 */
final class PostgresRunnerLocks implements RunnerLocks, AutoCloseable {
    private static final int SECONDS_TO_ANSWER = 5;
    private static final int SECONDS_TO_RELEASE = 1;

    /** A process that vanished without closing its connection loses its locks within about a minute. */
    private static final String NOTICE_DEAD_PEERS =
            "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";

    private static final String RESET_DEAD_PEERS =
            "RESET tcp_keepalives_idle; RESET tcp_keepalives_interval; RESET tcp_keepalives_count";

    /** Opens the connection of the locks; closing gives it back. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    private final Connections connections;
    private final Function<SQLException, StoreException> explanation;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Session session;
    private volatile boolean closed;

    /** @param explanation says what a failure means */
    PostgresRunnerLocks(Connections connections, Function<SQLException, StoreException> explanation) {
        this.connections = connections;
        this.explanation = explanation;
    }

    @Override
    public Attempt tryAcquire(String flow) {
        turn.lock();
        try {
            Session current = session();
            int key = key(flow);
            if (current.flows.contains(flow)) {
                return new Attempt(null, "another application in this process");
            }
            return current.tryLock(key)
                    ? new Attempt(current.locked(flow), "")
                    : new Attempt(null, current.holder(key));
        } catch (SQLException e) {
            end();
            throw explanation.apply(e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public List<String> holders() {
        turn.lock();
        try {
            return session().holders("");
        } catch (SQLException e) {
            end();
            throw explanation.apply(e);
        } finally {
            turn.unlock();
        }
    }

    // a connection that was lost took its locks with it
    private Session session() throws SQLException {
        Session current = session;
        if (current != null && current.isAlive()) {
            return current;
        }
        end();
        Connection connection = connections.open();
        boolean usable = false;
        try {
            Session opened = new Session(connection);
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
        Session current = session;
        if (current != null) {
            current.end();
            session = null;
        }
    }

    /** Does something to the session; where it does not come to an answer, its connection is cut, which unlocks too. */
    private void orCut(Runnable releasing) {
        boolean free = false;
        try {
            free = turn.tryLock(SECONDS_TO_RELEASE, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (!free) {
            Session busy = session;
            if (busy != null) {
                busy.cut();
            }
            return;
        }
        try {
            releasing.run();
        } finally {
            turn.unlock();
        }
    }

    private static int key(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        orCut(this::end);
    }

    /** A connection with the locks that it holds. Used by one thread at a time. */
    private final class Session {
        private final Connection connection;
        private final boolean autoCommit;
        private final String name;
        private final int store;
        private final Set<String> flows = new HashSet<>();

        Session(Connection connection) throws SQLException {
            this.connection = connection;
            this.autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(true);
            this.name = text("SELECT current_setting('application_name')");
            this.store = key("rollcall " + text("SELECT coalesce(current_schema(), '')"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET application_name = 'rollcall "
                        + ProcessHandle.current().pid() + "'");
            }
            noticeDeadPeers();
        }

        // where the server's platform cannot do it, its own settings decide
        private void noticeDeadPeers() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(NOTICE_DEAD_PEERS);
            } catch (SQLException unsupported) {
                if (!isAlive()) {
                    throw unsupported;
                }
            }
        }

        void cut() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // it is cut already
            }
        }

        private String text(String query) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }

        boolean isAlive() {
            try {
                return connection.isValid(SECONDS_TO_ANSWER);
            } catch (SQLException e) {
                return false;
            }
        }

        boolean tryLock(int flow) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
                query.setInt(1, store);
                query.setInt(2, flow);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        }

        Lock locked(String flow) {
            flows.add(flow);
            return new Held(this, flow);
        }

        String holder(int flow) throws SQLException {
            return holders(" AND l.objid = " + Integer.toUnsignedString(flow)).stream()
                    .findFirst()
                    .orElse("another process");
        }

        List<String> holders(String condition) throws SQLException {
            List<String> holders = new ArrayList<>();
            String query =
                    """
                    SELECT DISTINCT a.application_name, host(a.client_addr)
                    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                      AND l.pid <> pg_backend_pid() AND l.classid = """
                            + " " + Integer.toUnsignedString(store) + condition;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    holders.add(process(rows.getString(1), rows.getString(2)));
                }
            }
            return holders;
        }

        private static String process(@Nullable String application, @Nullable String address) {
            String process = application != null && application.matches("rollcall [0-9]+")
                    ? application.replace("rollcall", "process")
                    : "another process";
            return address == null ? process : process + " at " + address;
        }

        void unlock(String flow) {
            if (flows.remove(flow)) {
                try (PreparedStatement query = connection.prepareStatement("SELECT pg_advisory_unlock(?, ?)")) {
                    query.setInt(1, store);
                    query.setInt(2, key(flow));
                    query.execute();
                } catch (SQLException lost) {
                    // the lock went with the connection
                }
            }
        }

        /** Gives the connection back as it came: a host's pool lends it to others afterwards. */
        void end() {
            flows.clear();
            try (connection) {
                try (PreparedStatement restore = connection.prepareStatement(
                                "SELECT pg_advisory_unlock_all(), set_config('application_name', ?, false)");
                        Statement reset = connection.createStatement()) {
                    restore.setString(1, name);
                    restore.execute();
                    reset.execute(RESET_DEAD_PEERS);
                }
                connection.setAutoCommit(autoCommit);
            } catch (SQLException lost) {
                // the locks went with the connection
            }
        }
    }

    /** A lock on a connection. */
    private final class Held implements Lock {
        private final Session holder;
        private final String flow;

        Held(Session holder, String flow) {
            this.holder = holder;
            this.flow = flow;
        }

        @Override
        public boolean isHeld() {
            turn.lock();
            try {
                return session == holder && holder.flows.contains(flow) && holder.isAlive();
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void close() {
            orCut(() -> {
                if (session == holder) {
                    holder.unlock(flow);
                    if (holder.flows.isEmpty()) {
                        end();
                    }
                }
            });
        }
    }
}
