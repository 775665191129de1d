package io.rollcall.store;

import io.rollcall.vendor.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for all tests of this JVM, started when first needed; each test has a database of its own. */
final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    /** A fresh database's URL, without user and password. */
    static String freshDatabase() throws SQLException {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return url(name);
    }

    /** The URL of a fresh database that has Rollcall's tables already: a copy of one in which they were made once. */
    static String databaseWithTables() throws SQLException {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + WithTables.NAME);
        return url(name);
    }

    static String url(String database) {
        return "jdbc:postgresql://localhost:" + Running.SERVER.getPort() + "/" + database;
    }

    /** As the superuser. */
    static void execute(String sql) throws SQLException {
        try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class WithTables {
        static final String NAME = make();

        private static String make() {
            try {
                String url = freshDatabase();
                try (Store store = Store.postgresql(url, "postgres", Secret.of(""), new TestClock())) {
                    store.invitations().standings(MemoryContract.MEETING, List.of(MemoryContract.ANN));
                }
                return url.substring(url.lastIndexOf('/') + 1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Running {
        static final EmbeddedPostgres SERVER = start();
    }
}
