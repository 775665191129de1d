package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The tables. Flyway makes and changes them, with a history table and locations of its own, so that a host's migrations
 * and Rollcall's never meet. Where the history says that everything is in place Flyway is not started at all: that
 * saves a third of a second and about 30 MB in each process.
 */
enum Schema {
    SQLITE,
    POSTGRESQL;

    /** The number of the last migration. */
    static final int VERSION = 8;

    private static final String HISTORY = "rollcall_schema_history";

    /**
     * Whether the tables are those that this program knows.
     *
     * @throws StoreException where a newer program made them
     */
    boolean isCurrent(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return false;
        }
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT version FROM " + HISTORY + " WHERE success");
                ResultSet rows = query.executeQuery()) {
            int newest = 0;
            while (rows.next()) {
                String version = rows.getString(1);
                newest = Math.max(newest, version == null ? 0 : Integer.parseInt(version));
            }
            if (newest > VERSION) {
                throw new StoreException(
                        "The store was written by a newer Rollcall (schema " + newest + ", this one knows " + VERSION
                                + "). Use that version, or another store.",
                        null);
            }
            return newest == VERSION;
        }
    }

    /** Whether there is a history of Rollcall's tables. */
    boolean hasHistory(Connection connection) throws SQLException {
        String question =
                switch (this) {
                    case SQLITE -> "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
                    case POSTGRESQL -> "SELECT count(to_regclass(?))";
                };
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setString(1, HISTORY);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getInt(1) > 0;
            }
        }
    }

    /**
     * Makes the tables, or brings them up to date. On PostgreSQL every migration runs in the transaction of its caller.
     *
     * @throws SQLException where the database refused
     * @throws StoreException where the history is not this program's
     */
    void migrate(DataSource source) throws SQLException {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(source)
                    .table(HISTORY)
                    .locations("classpath:io/rollcall/store/" + name().toLowerCase(Locale.ROOT))
                    // a host's schema holds tables of its own before ours come
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .failOnMissingLocations(true)
                    // a default schema that is not there is a mistake to be told, not a wish
                    .createSchemas(false)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            SQLException refused = sqlCause(e);
            if (refused != null) {
                throw refused;
            }
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new StoreException("The store's tables could not be made: " + reason, e);
        }
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
