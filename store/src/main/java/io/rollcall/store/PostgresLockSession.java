package io.rollcall.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection with the advisory locks that it holds. The first key of a lock stands for the store (its schema), the
 * second for the flow. Used by one thread at a time, except {@link #abort}.
 */
final class PostgresLockSession {
    private static final int SECONDS_TO_ANSWER = 5;

    /** A process that vanished without closing its connection loses its locks within about a minute. */
    private static final String SET_KEEPALIVE =
            "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";

    private static final String RESET_KEEPALIVE =
            "RESET tcp_keepalives_idle; RESET tcp_keepalives_interval; RESET tcp_keepalives_count";

    private static final String HOLDERS =
            """
            SELECT DISTINCT a.application_name, host(a.client_addr)
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.pid <> pg_backend_pid() AND l.classid = """;

    private final Connection connection;
    private final boolean autoCommit;
    private final String applicationName;
    private final int storeKey;
    private final Set<String> flows = new HashSet<>();

    PostgresLockSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        this.applicationName = text("SELECT current_setting('application_name')");
        this.storeKey = key("rollcall " + text("SELECT coalesce(current_schema(), '')"));
        Sql.execute(
                connection,
                "SET application_name = 'rollcall " + ProcessHandle.current().pid() + "'");
        setKeepalive();
    }

    // if the server's platform does not support it, the server's own settings apply
    private void setKeepalive() throws SQLException {
        try {
            Sql.execute(connection, SET_KEEPALIVE);
        } catch (SQLException unsupported) {
            if (!isAlive()) {
                throw unsupported;
            }
        }
    }

    /** Closes the connection from another thread, which also releases its locks. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // already closed
        }
    }

    private String text(String query) throws SQLException {
        return Sql.first(connection, query, row -> String.valueOf(row.getString(1)))
                .orElse("");
    }

    boolean isAlive() {
        try {
            return connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            return false;
        }
    }

    boolean holds(String flow) {
        return flows.contains(flow);
    }

    boolean holdsNone() {
        return flows.isEmpty();
    }

    boolean tryLock(String flow) throws SQLException {
        boolean locked = Sql.first(
                        connection, "SELECT pg_try_advisory_lock(?, ?)", row -> row.getBoolean(1), storeKey, key(flow))
                .orElse(false);
        if (locked) {
            flows.add(flow);
        }
        return locked;
    }

    String holder(String flow) throws SQLException {
        return holders(" AND l.objid = " + Integer.toUnsignedString(key(flow))).stream()
                .findFirst()
                .orElse("another process");
    }

    List<String> holders() throws SQLException {
        return holders("");
    }

    private List<String> holders(String condition) throws SQLException {
        return Sql.list(
                connection,
                HOLDERS + " " + Integer.toUnsignedString(storeKey) + condition,
                row -> process(row.getString(1), row.getString(2)));
    }

    private static String process(@Nullable String application, @Nullable String address) {
        String process = application != null && application.matches("rollcall [0-9]+")
                ? application.replace("rollcall", "process")
                : "another process";
        return address == null ? process : process + " at " + address;
    }

    void unlock(String flow) {
        if (flows.remove(flow)) {
            try {
                Sql.first(connection, "SELECT pg_advisory_unlock(?, ?)", row -> true, storeKey, key(flow));
            } catch (SQLException lost) {
                // the database released the lock with the connection
            }
        }
    }

    /** Returns the connection as it was before: a host's pool lends it to others afterwards. */
    void end() {
        flows.clear();
        try (connection) {
            Sql.first(
                    connection,
                    "SELECT pg_advisory_unlock_all(), set_config('application_name', ?, false)",
                    row -> true,
                    applicationName);
            Sql.execute(connection, RESET_KEEPALIVE);
            connection.setAutoCommit(autoCommit);
        } catch (SQLException lost) {
            // the database released the locks with the connection
        }
    }

    private static int key(String text) {
        return ByteBuffer.wrap(StoreTables.sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .getInt();
    }
}
