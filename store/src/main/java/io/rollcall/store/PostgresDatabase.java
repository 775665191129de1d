package io.rollcall.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.rollcall.memory.MemoryException;
import io.rollcall.provider.Secret;
import io.rollcall.setting.UnavailableSecretException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL: with a pool of its own, or on the connections of a host. Thread-safe. */
final class PostgresDatabase implements Database {
    static final int CONNECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A number that no other program is likely to lock: "rollcall" in ASCII. */
    private static final long MIGRATION_LOCK = 0x726f6c6c63616c6cL;

    /** A source of connections that is made when first needed. */
    @FunctionalInterface
    private interface Opening {
        DataSource open() throws SQLException;
    }

    private final String name;
    private final Opening opening;
    private @Nullable DataSource ready;
    private boolean closed;

    private PostgresDatabase(String name, Opening opening) {
        this.name = name;
        this.opening = opening;
    }

    static PostgresDatabase pooled(String url, String user, Secret password) {
        if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, null) == null) {
            throw new IllegalArgumentException("rollcall.store.url is no URL of PostgreSQL: write"
                    + " jdbc:postgresql://HOST:PORT/DATABASE, or leave it empty for the embedded database");
        }
        return new PostgresDatabase(withoutSecrets(url), () -> pool(new Login(url, user, password)));
    }

    static PostgresDatabase of(DataSource source) {
        return new PostgresDatabase("the host's data source", () -> source);
    }

    private static DataSource pool(DataSource source) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("rollcall-store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        config.setConnectionTimeout(PATIENCE.toMillis());
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** Connects with the user and the password of the moment. */
    private static final class Login extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        private final transient String loginUser;
        private final transient Secret loginPassword;

        Login(String url, String user, Secret password) {
            setUrl(url);
            setApplicationName("rollcall");
            setTcpKeepAlive(true);
            setConnectTimeout((int) PATIENCE.toSeconds());
            setSocketTimeout((int) ANSWER.toSeconds());
            // the details of a refused row are persons' data
            setLogServerErrorDetail(false);
            loginUser = user;
            loginPassword = password;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return loginUser.isBlank() ? super.getConnection() : super.getConnection(loginUser, loginPassword.reveal());
        }
    }

    /** A URL as it may be shown: without its query and its user. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public String place() {
        return "a PostgreSQL database";
    }

    @Override
    public void canBeMade() {
        // whether it is there shows when it is used
    }

    @Override
    public Connection take() throws SQLException {
        return opened().getConnection();
    }

    private synchronized DataSource opened() throws SQLException {
        if (closed) {
            throw new MemoryException("The store is closed.", null);
        }
        if (ready == null) {
            DataSource source = opening.open();
            boolean usable = false;
            try {
                makeTables(source);
                usable = true;
            } finally {
                if (!usable) {
                    closePool(source);
                }
            }
            ready = source;
        }
        return ready;
    }

    private static void makeTables(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            if (!"PostgreSQL".equals(connection.getMetaData().getDatabaseProductName())) {
                throw new MemoryException(
                        "The host's data source is no PostgreSQL database; Rollcall knows no other.", null);
            }
            if (!Schema.POSTGRESQL.isCurrent(connection)) {
                migrateAlone(connection, source);
            }
        }
    }

    /** Lets one process at a time make the tables: Flyway's own lock does not cover its first steps in a new schema. */
    private static void migrateAlone(Connection connection, DataSource source) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
            if (!Schema.POSTGRESQL.isCurrent(connection)) {
                Schema.POSTGRESQL.migrate(source);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    @Override
    public void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // what was done is committed; the pool replaces the connection
        }
    }

    @Override
    public MemoryException explain(SQLException failure) {
        return new MemoryException(
                "The store at " + name + " cannot be used: " + reason(failure) + ". Nothing is done without it.",
                failure);
    }

    private static String reason(SQLException failure) {
        String state = "";
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnavailableSecretException) {
                return String.valueOf(t.getMessage());
            }
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        if (state.startsWith("28")) {
            return "it refused the user or the password; check rollcall.store.user and rollcall.store.password";
        }
        if (state.startsWith("3D")) {
            return "it has no such database; create it, or correct rollcall.store.url";
        }
        if (state.startsWith("42501")) {
            return "the user may not make or change tables; grant CREATE on the schema";
        }
        if (state.startsWith("53")) {
            return "it has no room left (" + state + "): connections, memory or disk";
        }
        if (state.isEmpty() || state.startsWith("08") || state.startsWith("57P")) {
            return "no connection; check that the database runs and can be reached from here";
        }
        return "it refused with SQLSTATE " + state;
    }

    @Override
    public synchronized void close() {
        closed = true;
        closePool(ready);
    }

    /** Closes a pool of ours; a host's source is the host's. */
    private static void closePool(@Nullable DataSource source) {
        if (source instanceof HikariDataSource pool && "rollcall-store".equals(pool.getPoolName())) {
            pool.close();
        }
    }
}
