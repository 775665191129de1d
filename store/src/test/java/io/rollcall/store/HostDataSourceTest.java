package io.rollcall.store;

import static io.rollcall.store.MemoryContract.ANN;
import static io.rollcall.store.MemoryContract.MEETING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.StoreException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** On a host's connections, whatever they are like. */
@Timeout(180)
@Tag("slow")
class HostDataSourceTest {
    private final TestClock clock = new TestClock();

    @Test
    void problemWith_whenItIsPostgresql_isNone() throws Exception {
        assertThat(Store.problemWith(source(PostgresServer.freshDatabase()))).isEmpty();
        try (HikariDataSource pool = pool(PostgresServer.freshDatabase(), config -> config.setAutoCommit(false))) {
            assertThat(Store.problemWith(pool)).isEmpty();
        }
    }

    @Test
    void problemWith_whenNobodyAnswersNow_isNone() throws Exception {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = nobody.getLocalPort();
            nobody.close();
            assertThat(Store.problemWith(source("jdbc:postgresql://localhost:" + port + "/db")))
                    .isEmpty();
        }
        assertThat(Store.problemWith(new Refusing())).isEmpty();
    }

    @Test
    void problemWith_whenItIsAnotherProduct_saysWhichAndWhatToDo(@TempDir Path folder) {
        SQLiteDataSource other = new SQLiteDataSource();
        other.setUrl("jdbc:sqlite:" + folder.resolve("hosts.db"));

        assertThat(Store.problemWith(other))
                .hasValue("The application's DataSource leads to SQLite; Rollcall keeps its state in PostgreSQL or in"
                        + " its own files. Set rollcall.store.url to jdbc:postgresql://HOST:PORT/DATABASE, or to"
                        + " embedded for the files.");
        try (Store store = Store.on(other, clock)) {
            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("leads to SQLite");
        }
        assertThat(folder.resolve("hosts.db"))
                .satisfiesAnyOf(file -> assertThat(file).doesNotExist(), file -> assertThat(Files.size(file))
                        .isZero());
    }

    @Test
    void use_whenThereIsOneConnectionAndNoAutoCommit_commitsAndLeavesNoTransactionOpen() throws Exception {
        String url = PostgresServer.freshDatabase();
        try (HikariDataSource pool = pool(url, config -> {
                    config.setMaximumPoolSize(1);
                    config.setAutoCommit(false);
                });
                Store store = Store.on(pool, clock);
                Store beside = Store.on(source(url), clock)) {
            List<Set<InviteeKey>> wins = MemoryContract.together(3, i -> claim(store));

            assertThat(wins.stream().mapToInt(Set::size).sum()).isEqualTo(1);
            assertThat(claim(beside)).as("it was committed").isEmpty();
            assertThat(store.invitations().standings(MEETING, List.of(ANN))).hasSize(1);
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
    }

    @Test
    void use_whenAHandedOutConnectionHasNoAutoCommit_endsWhatReadingBegan() throws Exception {
        String url = PostgresServer.freshDatabase();
        try (Connection only = source(url).getConnection();
                Store store = Store.on(new Keeping(only), clock)) {
            only.setAutoCommit(false);
            claim(store);
            store.invitations().standings(MEETING, List.of(ANN));

            assertThat(only.getAutoCommit()).isFalse();
            assertThat(one(
                            source(url),
                            "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"
                                    + " AND datname = current_database()"))
                    .isEqualTo("0");
        }
    }

    @Test
    void use_whenTheDefaultSchemaIsAnother_keepsToIt() throws Exception {
        String url = PostgresServer.freshDatabase();
        execute(url, "CREATE SCHEMA \"Team A\"", "CREATE TABLE \"Team A\".orders (id BIGINT)");
        try (HikariDataSource pool = pool(url, config -> {
                    config.setMaximumPoolSize(1);
                    config.setConnectionInitSql("SET search_path TO \"Team A\"");
                });
                Store store = Store.on(pool, clock)) {
            assertThat(claim(store)).containsExactly(ANN);
            assertThat(store.invitations().standings(MEETING, List.of(ANN))).hasSize(1);

            assertThat(one(pool, "SHOW search_path")).isEqualTo("\"Team A\"");
            assertThat(one(
                            pool,
                            "SELECT string_agg(DISTINCT table_schema, ',') FROM information_schema.tables"
                                    + " WHERE table_name LIKE 'rollcall\\_%'"))
                    .isEqualTo("Team A");
        }
    }

    @Test
    void use_whenTheDefaultSchemaDoesNotExist_saysSo() throws Exception {
        try (HikariDataSource pool = pool(
                        PostgresServer.freshDatabase(),
                        config -> config.setConnectionInitSql("SET search_path TO nowhere"));
                Store store = Store.on(pool, clock)) {
            Instant before = Instant.now();
            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the default schema of its connections does not exist");
            assertThat(Duration.between(before, Instant.now()))
                    .as("Flyway repeats what fails for nine seconds")
                    .isLessThan(Duration.ofSeconds(9));
        }
    }

    @Test
    void use_whenTheConnectionsAreReadOnly_saysSoWithAndWithoutTables() throws Exception {
        String url = PostgresServer.freshDatabase();
        try (HikariDataSource pool = pool(url, config -> config.setReadOnly(true));
                Store readOnly = Store.on(pool, clock);
                Store store = Store.on(source(url), clock)) {
            assertReadOnly(readOnly);
            claim(store);
            assertReadOnly(readOnly);
            assertThat(readOnly.invitations().standings(MEETING, List.of(ANN))).hasSize(1);
        }
    }

    @Test
    void use_whenMakingTheTablesFails_leavesNothingHalfMade() throws Exception {
        String url = PostgresServer.freshDatabase();
        // in the way of a later table of the same migration
        execute(url, "CREATE TABLE rollcall_upkeep (hosts_own TEXT)");
        try (Store store = Store.on(source(url), clock)) {
            assertThatThrownBy(() -> claim(store)).isInstanceOf(StoreException.class);
            assertThat(one(
                            source(url),
                            "SELECT count(*) FROM information_schema.tables WHERE table_name LIKE 'rollcall\\_%'"))
                    .isEqualTo("1");
            execute(url, "DROP TABLE rollcall_upkeep");
            assertThat(claim(store)).containsExactly(ANN);
        }
    }

    private void assertReadOnly(Store store) {
        assertThatThrownBy(() -> claim(store))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("DataSource cannot be used: it is read-only; let its connections write");
    }

    private Set<InviteeKey> claim(Store store) {
        return store.invitations().claim("duty", MEETING, List.of(ANN), clock.instant());
    }

    private static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("postgres");
        return source;
    }

    private static HikariDataSource pool(String url, Consumer<HikariConfig> wishes) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source(url));
        config.setConnectionTimeout(5_000);
        wishes.accept(config);
        return new HikariDataSource(config);
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = source(url).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String one(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** As pools do that tidy nothing up: hands out its one connection and takes it back as it is. */
    private static final class Keeping extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        private final transient Connection kept;

        Keeping(Connection kept) {
            this.kept = kept;
        }

        @Override
        public Connection getConnection() {
            return (Connection) Proxy.newProxyInstance(
                    Keeping.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (handle, method, arguments) ->
                            method.getName().equals("close") ? null : method.invoke(kept, arguments));
        }
    }

    /** As sources do that choose among others and find none. */
    private static final class Refusing extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        @Override
        public Connection getConnection() {
            throw new IllegalStateException("no target");
        }
    }
}
