package io.rollcall.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.rollcall.json.Sanitizer;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StoreException;
import io.rollcall.state.StoreReplacedException;
import io.rollcall.vendor.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL: with a pool of its own, or on the connections of a host. Thread-safe. */
final class PostgresDatabase implements Database {
    static final int CONNECTIONS = 4;
    private static final String PRODUCT = "PostgreSQL";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    /** A number that no other program is likely to lock: "rollcall" in ASCII. */
    private static final long MIGRATION_LOCK = 0x726f6c6c63616c6cL;

    /** Opens a source of connections at the first use. */
    @FunctionalInterface
    private interface Opening {
        DataSource open() throws SQLException;
    }

    private final PostgresErrors errors;
    private final Opening opening;
    private final @Nullable PostgresRunnerLocks runnerLocks;
    private @Nullable DataSource ready;
    private boolean closed;

    /** @param forLocks opens a connection for the runner locks only; null if the pool has too few */
    private PostgresDatabase(
            PostgresErrors errors, Opening opening, PostgresRunnerLocks.@Nullable Connections forLocks) {
        this.errors = errors;
        this.opening = opening;
        this.runnerLocks = forLocks == null ? null : new PostgresRunnerLocks(forLocks, errors::explain);
    }

    static PostgresDatabase pooled(String url, String user, Secret password) {
        if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, null) == null) {
            throw new IllegalArgumentException("rollcall.store.url is not a PostgreSQL URL: write"
                    + " jdbc:postgresql://HOST:PORT/DATABASE, or embedded for the embedded database");
        }
        Login login = new Login(url, user, password);
        return new PostgresDatabase(PostgresErrors.at(withoutSecrets(url)), () -> pool(login), login::getConnection);
    }

    static PostgresDatabase of(DataSource source) {
        // the locks would occupy the only connection of such a pool
        boolean hasSpare = !(source instanceof HikariDataSource pool && pool.getMaximumPoolSize() < 2);
        return new PostgresDatabase(PostgresErrors.ofTheHost(), () -> source, hasSpare ? () -> connect(source) : null);
    }

    private static DataSource pool(DataSource source) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("rollcall-store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** Reads the password again for each connection. */
    private static final class Login extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        private final transient String loginUser;
        private final transient Secret loginPassword;

        Login(String url, String user, Secret password) {
            setUrl(url);
            setApplicationName("rollcall");
            setTcpKeepAlive(true);
            setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
            setSocketTimeout((int) RESPONSE_TIMEOUT.toSeconds());
            // the details of a refused row are personal data
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
    public Schema schema() {
        return Schema.POSTGRESQL;
    }

    @Override
    public String name() {
        return errors.url();
    }

    @Override
    public String place() {
        return errors.place();
    }

    @Override
    public void checkCreatable() {
        // the administrator creates the database
    }

    @Override
    public Connection take(OperationTimeouts.Wait wait) throws SQLException {
        return connect(opened());
    }

    /** Connects. A host's source may throw a {@code RuntimeException} instead of the driver's exception. */
    private static Connection connect(DataSource source) throws SQLException {
        try {
            return source.getConnection();
        } catch (StoreException | UnavailableSecretException known) {
            throw known;
        } catch (RuntimeException e) {
            throw new SQLException(e);
        }
    }

    /** Returns why a host's source cannot hold the store; empty if it can, or if it cannot be reached now. */
    static Optional<String> problemWith(DataSource source) {
        try (Connection connection = connect(source)) {
            return problemWith(connection);
        } catch (SQLException notNow) {
            return Optional.empty();
        }
    }

    private static Optional<String> problemWith(Connection connection) throws SQLException {
        String product = String.valueOf(connection.getMetaData().getDatabaseProductName());
        return product.equals(PRODUCT)
                ? Optional.empty()
                : Optional.of(
                        "The application's DataSource leads to " + Sanitizer.text(product) + "; Rollcall keeps its"
                                + " state in PostgreSQL or in its own files. Set rollcall.store.url to"
                                + " jdbc:postgresql://HOST:PORT/DATABASE, or to embedded for the files.");
    }

    private synchronized DataSource opened() throws SQLException {
        if (closed) {
            throw new StoreException("The store is closed.", null);
        }
        if (ready == null) {
            DataSource source = opening.open();
            boolean usable = false;
            try {
                createTables(source);
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

    private static void createTables(DataSource source) throws SQLException {
        try (Connection connection = connect(source)) {
            Optional<String> problem = problemWith(connection);
            if (problem.isPresent()) {
                throw new StoreException(problem.get(), null);
            }
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                if (!Schema.POSTGRESQL.isCurrent(connection)) {
                    migrateAlone(connection);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    /**
     * Lets one process at a time create the tables: Flyway's own lock does not cover its first steps in a new schema. Uses
     * one transaction on one connection, so that a host's pool needs no second one and a failure leaves nothing behind.
     */
    private static void migrateAlone(Connection connection) throws SQLException {
        Sql.execute(connection, "SELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
        if (!Schema.POSTGRESQL.isCurrent(connection)) {
            checkTablesCreatable(connection);
            Schema.POSTGRESQL.migrate(BorrowedConnection.source(connection));
            connection.commit();
        }
    }

    /** Fails at once where no table can be created: Flyway tries ten times, with a second between, to create its first. */
    private static void checkTablesCreatable(Connection connection) throws SQLException {
        if (!Schema.POSTGRESQL.hasHistory(connection)) {
            Savepoint before = connection.setSavepoint();
            // the server's own cache may not have seen yet what another process has just created
            Sql.execute(connection, "CREATE TABLE IF NOT EXISTS " + Schema.HISTORY + " (probe INT)");
            connection.rollback(before);
        }
    }

    @Override
    public void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // everything is committed; the pool replaces the connection
        }
    }

    @Override
    public void checkWritable(Connection connection) {
        // other transactions lock rows for a moment only
    }

    @Override
    public <T> T unsynced(Connection connection, JdbcTransaction.Work<T> work) throws SQLException {
        // a server that restarts without its last commits would look like another store to this process
        return JdbcTransaction.run(connection, work);
    }

    @Override
    public void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // already closed
        }
    }

    @Override
    public void verify(Connection writing, StoreIdentity now) {
        // the server detects damage
    }

    @Override
    public boolean isBusy(SQLException failure) {
        return false;
    }

    @Override
    public StoreReplacedException replaced(@Nullable Throwable cause) {
        return new StoreReplacedException(
                errors.name() + " was replaced while in use, by another store or an older copy of this one. Rollcall"
                        + " changes nothing. Put the right database in place, then restart Rollcall.",
                cause);
    }

    @Override
    public StoreException explain(SQLException failure) {
        return errors.explain(failure);
    }

    @Override
    public RunnerLocks runnerLocks() {
        return runnerLocks == null ? RunnerLocks.NONE : runnerLocks;
    }

    @Override
    public synchronized void close(boolean replaced) {
        if (runnerLocks != null) {
            runnerLocks.close();
        }
        closed = true;
        closePool(ready);
    }

    /** Closes Rollcall's own pool, but not a host's source. */
    private static void closePool(@Nullable DataSource source) {
        if (source instanceof HikariDataSource pool && "rollcall-store".equals(pool.getPoolName())) {
            pool.close();
        }
    }
}
