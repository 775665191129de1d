package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rollcall.state.RunnerLocks;
import io.rollcall.state.RunnerLocks.Attempt;
import io.rollcall.state.RunnerLocks.Lock;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@Tag("slow")
class PostgresRunnerLocksTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void end() throws Exception {
        postgres.close();
    }

    private static Store store(String parameters) {
        return Store.postgresql(
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres" + parameters,
                "postgres",
                Secret.of("postgres"),
                Clock.systemUTC());
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }

    private static Lock acquired(RunnerLocks locks, String flow) {
        Attempt attempt = locks.tryAcquire(flow);
        assertThat(attempt.holder()).isEmpty();
        return Objects.requireNonNull(attempt.lock());
    }

    @Test
    void tryAcquire_whenAnotherProcessHoldsIt_namesThatProcessUntilItEnds() {
        try (Store first = store("");
                Store second = store("")) {
            Lock lock = acquired(first.runnerLocks(), "board");
            Attempt refused = second.runnerLocks().tryAcquire("board");
            assertThat(refused.lock()).isNull();
            assertThat(refused.holder())
                    .isEqualTo("process " + ProcessHandle.current().pid() + " at 127.0.0.1");
            assertThat(second.runnerLocks().holders())
                    .containsExactly("process " + ProcessHandle.current().pid() + " at 127.0.0.1");
            acquired(second.runnerLocks(), "duty");
            assertThat(lock.isHeld()).isTrue();
            first.close();
            assertThat(lock.isHeld()).isFalse();
            acquired(second.runnerLocks(), "board");
        }
    }

    @Test
    void tryAcquire_whenTheStoresAreInTwoSchemas_locksEachForItself() throws Exception {
        query("CREATE SCHEMA other");
        try (Store first = store("");
                Store second = store("?currentSchema=other")) {
            acquired(first.runnerLocks(), "board");
            acquired(second.runnerLocks(), "board");
        }
    }

    @Test
    void isHeld_whenTheConnectionIsLost_isFalseAndAnotherProcessTakesOver() throws Exception {
        try (Store first = store("");
                Store second = store("")) {
            Lock lock = acquired(first.runnerLocks(), "board");
            assertThat(query("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE application_name LIKE 'rollcall %'"))
                    .isEqualTo("1");
            assertThat(lock.isHeld()).isFalse();
            Lock others = acquired(second.runnerLocks(), "board");
            assertThat(first.runnerLocks().tryAcquire("board").lock()).isNull();
            // closing the lost one takes nothing from the other
            lock.close();
            assertThat(others.isHeld()).isTrue();
            others.close();
            acquired(first.runnerLocks(), "board");
        }
    }

    @Test
    void tryAcquire_whenTheDatabaseIsNotThere_saysSo() {
        try (Store store = Store.postgresql(
                "jdbc:postgresql://127.0.0.1:1/postgres", "postgres", Secret.of("postgres"), Clock.systemUTC())) {
            assertThatThrownBy(() -> store.runnerLocks().tryAcquire("board"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    @Test
    void close_whenTheConnectionIsAHosts_givesItBackAsItCame() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        config.setMaximumPoolSize(2);
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config);
                Store own = store("")) {
            try (Store store = Store.on(pool, Clock.systemUTC())) {
                acquired(store.runnerLocks(), "board");
                assertThat(own.runnerLocks().tryAcquire("board").lock()).isNull();
                assertThat(store.budget()).isNotNull();
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            acquired(own.runnerLocks(), "board");
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                for (Connection connection : new Connection[] {one, other}) {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery(
                                    "SELECT current_setting('application_name'), current_setting('tcp_keepalives_idle')")) {
                        row.next();
                        assertThat(row.getString(1)).doesNotContain("rollcall");
                    }
                    assertThat(connection.getAutoCommit()).isFalse();
                }
            }
        }
    }

    @Test
    void tryAcquire_whenTheHostsPoolHasOneConnection_takesNoneOfIt() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                Store store = Store.on(pool, Clock.systemUTC())) {
            acquired(store.runnerLocks(), "board");
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }
}
