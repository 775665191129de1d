package io.rollcall.store;

import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A real database of one test, which has no rows when the test begins. */
sealed interface TestDatabase {
    /** One more store on this database. */
    Store store(Clock clock);

    /** One more connection, past Rollcall's store. */
    Connection connect() throws SQLException;

    /** The text of each column of each row. */
    default List<List<String>> query(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return Sql.list(connection, sql, row -> {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                return columns;
            });
        }
    }

    default void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A SQLite file in a folder, made by the first store that writes. */
    record Sqlite(Path folder) implements TestDatabase {
        @Override
        public Store store(Clock clock) {
            return Store.embedded(folder, clock);
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"));
        }
    }

    /** A PostgreSQL database that has Rollcall's tables. */
    record Postgresql(String url) implements TestDatabase {
        static Postgresql create() throws SQLException {
            return new Postgresql(PostgresServer.databaseWithTables());
        }

        @Override
        public Store store(Clock clock) {
            return Store.postgresql(url, "postgres", Secret.of("postgres"), clock);
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, "postgres", "");
        }
    }
}
