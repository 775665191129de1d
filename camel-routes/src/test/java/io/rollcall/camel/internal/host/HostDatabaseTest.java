package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.FlowReport;
import io.rollcall.state.AuditRepository;
import io.rollcall.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A host that says nothing of a store, but has a database. */
@Timeout(120)
@Tag("slow")
class HostDatabaseTest {
    private static EmbeddedPostgres server;
    private static int databases;

    @TempDir
    Path folder;

    private final MainHost host = new MainHost();
    private Source source;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void makeDatabase() throws Exception {
        String name = "host_" + ++databases;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        source = new Source(server.getDatabase("postgres", name));
        host.vendors().board();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    /** The host's own: it can be down, and would know if somebody closed it. */
    private static final class Source implements DataSource, AutoCloseable {
        private final DataSource real;
        private volatile boolean down;
        private volatile boolean closed;

        Source(DataSource real) {
            this.real = real;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (down || closed) {
                throw new SQLException("down", "08001");
            }
            return real.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public PrintWriter getLogWriter() {
            return new PrintWriter(System.err, true);
        }

        @Override
        public void setLogWriter(PrintWriter out) {
            // nobody does
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // nobody does
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return real.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return real.isWrapperFor(type);
        }
    }

    private static List<String> audited(AuditRepository audit) {
        List<String> actions = new ArrayList<>();
        audit.read(null, entry -> actions.add(entry.intention().action()));
        return actions;
    }

    @Test
    void dataSource_whenTheHostHasOne_holdsTheMemoryAndStaysOpen() throws Exception {
        host.bind("database", source).start();

        assertThat(host.runBoard().result().outcome().word()).isEqualTo("complete");
        host.main().stop();

        assertThat(source.closed).isFalse();
        try (Store later = Store.on(source, Clock.systemUTC())) {
            assertThat(audited(later.audit())).containsExactly("promote");
        }
        assertThat(Files.exists(Path.of("rollcall-data"))).isFalse();
    }

    @Test
    void dataSources_whenThereAreTwo_mustBeNamed() {
        host.bind("one", source).bind("two", new Source(source));

        assertThat(host.refusal())
                .contains("the host has several beans of type DataSource (one, two); name the one that Rollcall shall"
                        + " use rollcallDataSource");
    }

    @Test
    void dataSource_whenOneOfTwoIsNamed_isUsed() throws Exception {
        Source other = new Source(source);
        other.down = true;
        host.bind("other", other).bind("rollcallDataSource", source).start();

        assertThat(host.runBoard().result().outcome().word()).isEqualTo("complete");
    }

    @Test
    void dataSource_whenItHasTwoNames_isOne() throws Exception {
        host.bind("one", source).bind("alias", source).start();

        assertThat(host.runBoard().result().outcome().word()).isEqualTo("complete");
    }

    @Test
    void bean_whenTheNameIsGivenToSomethingElse_isRefused() {
        host.bind("rollcallDataSource", "jdbc:postgresql://x/y");

        assertThat(host.refusal()).contains("the host's bean rollcallDataSource is no DataSource");
    }

    @Test
    void dataSource_whenOfAnotherProduct_isRefusedAndChangesNothing() {
        SQLiteDataSource sqlite = new SQLiteDataSource();
        Path file = folder.resolve("theirs.db");
        sqlite.setUrl("jdbc:sqlite:" + file);
        host.bind("database", sqlite);

        assertThat(host.refusal())
                .contains("rollcall.store.url is missing, and the host's DataSource cannot be used:")
                .contains("leads to SQLite; Rollcall keeps its state in PostgreSQL or in its own files");
        assertThat(file.toFile().length()).isZero();
    }

    @Test
    void dataSource_whenAUrlIsGivenToo_isLeftAlone() throws Exception {
        source.down = true;
        host.bind("database", source).set("rollcall.store.url", "embedded:" + folder.resolve("own"));
        host.start();

        assertThat(host.runBoard().result().outcome().word()).isEqualTo("complete");
        assertThat(folder.resolve("own")).isDirectory();
    }

    @Test
    void database_whenDownAtTheStart_isMissedByFlowsAndFoundLater() throws Exception {
        source.down = true;
        host.bind("database", source).start();

        FlowReport without = host.runBoard();
        assertThat(without.result().outcome().word()).isEqualTo("failed");
        assertThat(without.result().problems().toString())
                .contains("The store in the application's DataSource cannot be used");
        assertThat(host.sandbox().isCoHost("board-meeting", "UN-lisi")).isFalse();

        source.down = false;
        assertThat(host.runBoard().result().outcome().word()).isEqualTo("complete");
        assertThat(host.sandbox().isCoHost("board-meeting", "UN-lisi")).isTrue();
    }
}
