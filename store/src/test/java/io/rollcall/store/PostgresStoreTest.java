package io.rollcall.store;

import static io.rollcall.store.MemoryContract.ANN;
import static io.rollcall.store.MemoryContract.MEETING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** What is PostgreSQL's own: hosts' sources, shared schemas, lost connections, and what messages tell. */
@Timeout(180)
@Tag("slow")
class PostgresStoreTest {
    private static final String PLANTED = "planted-pa55word";

    private final TestClock clock = new TestClock();

    @Test
    void open_whenNothingIsUsed_connectsNowhere() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            String url = "jdbc:postgresql://localhost:" + server.getLocalPort() + "/db";
            Store.postgresql(url, "u", Secret.of("p"), clock).close();
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void open_whenTheUrlIsNotPostgresqls_namesTheKeyAndNoSecret() {
        assertThatThrownBy(() -> Store.postgresql("jdbc:mysql://u:" + PLANTED + "@h/db", "", Secret.of(""), clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollcall.store.url")
                .hasMessageNotContaining(PLANTED);
    }

    @Test
    void use_whenNobodyListens_saysWhatToDoWithoutSecrets() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        String url = "jdbc:postgresql://localhost:" + port + "/db?password=" + PLANTED;
        try (Store store = Store.postgresql(url, "u", Secret.of(PLANTED), clock)) {
            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("jdbc:postgresql://localhost:" + port + "/db cannot be used: no connection")
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(PLANTED));
        }
    }

    @Test
    void use_whenTheDatabaseIsUnknown_saysSo() {
        try (Store store = Store.postgresql(PostgresServer.url("nowhere"), "postgres", Secret.of(""), clock)) {
            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no such database");
        }
    }

    @Test
    void use_whenTheUserMayNotMakeTables_saysWhatToGrant() throws Exception {
        String url = PostgresServer.freshDatabase();
        String database = url.substring(url.lastIndexOf('/') + 1);
        PostgresServer.execute("CREATE ROLE guest_" + database + " LOGIN");
        try (Store admin = Store.postgresql(url, "postgres", Secret.of(""), clock);
                Connection connection = source(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            try (Store guest = Store.postgresql(url, "guest_" + database, Secret.of(""), clock)) {
                assertThatThrownBy(() -> claim(guest))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("grant CREATE");
            }
            claim(admin);
        }
    }

    @Test
    void use_whenTheSecretCannotBeRead_saysWhichAndTriesAgain() throws Exception {
        String url = PostgresServer.freshDatabase();
        AtomicReference<String> password = new AtomicReference<>();
        Secret secret = () -> {
            String value = password.get();
            if (value == null) {
                throw new UnavailableSecretException("rollcall.store.password-file: no such file");
            }
            return value;
        };
        try (Store store = Store.postgresql(url, "postgres", secret, clock)) {
            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("rollcall.store.password-file: no such file");
            password.set("there it is");
            assertThat(claim(store)).containsExactly(ANN);
        }
    }

    @Test
    void use_whenTheServerGoesAway_failsClearlyAndInTime() throws Exception {
        EmbeddedPostgres server = PostgresServer.start();
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
        try (server;
                Store store = Store.postgresql(url, "postgres", Secret.of(PLANTED), clock)) {
            claim(store);
            server.close();

            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("no connection")
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(PLANTED));
        }
    }

    @Test
    void use_whenTheServerDroppedTheConnections_connectsAnew() throws Exception {
        String url = PostgresServer.freshDatabase();
        try (Store store = Store.postgresql(url, "postgres", Secret.of(""), clock)) {
            claim(store);
            PostgresServer.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rollcall'");

            // each dead connection is met once at most; that use says so
            for (int connection = 0; connection < PostgresDatabase.CONNECTIONS; connection++) {
                try {
                    store.invitations().standings(MEETING, List.of(ANN));
                } catch (StoreException e) {
                    assertThat(e).hasMessageContaining("no connection");
                }
            }
            assertThat(store.invitations().standings(MEETING, List.of(ANN))).hasSize(1);
        }
    }

    @Test
    void use_whenTheHostGivesItsDataSource_leavesTheHostsTablesAndConnectionsAlone() throws Exception {
        PGSimpleDataSource host = source(PostgresServer.freshDatabase());
        try (Connection connection = host.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE flyway_schema_history (hosts_own TEXT)");
            statement.execute("CREATE TABLE orders (id BIGINT)");
        }
        List<Set<InviteeKey>> wins = MemoryContract.together(4, i -> {
            try (Store store = Store.on(host, clock)) {
                return claim(store);
            }
        });

        assertThat(wins.stream().mapToInt(Set::size).sum()).isEqualTo(1);
        try (Connection connection = host.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM information_schema.tables"
                        + " WHERE table_schema = 'public' AND table_name NOT LIKE 'rollcall\\_%'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void use_whenManyStoresBeginOnANewDatabase_oneMakesTheTables() throws Exception {
        for (int round = 0; round < 5; round++) {
            String url = PostgresServer.freshDatabase();

            List<Set<InviteeKey>> wins = MemoryContract.together(4, i -> {
                try (Store store = Store.postgresql(url, "postgres", Secret.of(""), clock)) {
                    return claim(store);
                }
            });

            assertThat(wins.stream().mapToInt(Set::size).sum()).isEqualTo(1);
        }
    }

    @Test
    void withoutSecrets_whenUrlsHoldThem_showsNone() {
        assertThat(PostgresDatabase.withoutSecrets("jdbc:postgresql://u:p@h:5432/db?user=u&password=p"))
                .isEqualTo("jdbc:postgresql://h:5432/db");
        assertThat(PostgresDatabase.withoutSecrets("jdbc:postgresql:db")).isEqualTo("jdbc:postgresql:db");
        assertThat(PostgresDatabase.withoutSecrets("jdbc:postgresql://h1,h2:5433/db"))
                .isEqualTo("jdbc:postgresql://h1,h2:5433/db");
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

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
