package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The tables. Flyway creates and changes them, with its own history table and locations, so that it never mixes up a host's
 * migrations and Rollcall's. If the history shows that the tables are current, Flyway is not started: that saves a third
 * of a second and about 30 MB in each process.
 */
enum Schema {
    SQLITE,
    POSTGRESQL;

    /** The number of the last migration. */
    static final int VERSION = 18;

    static final String HISTORY = "rollcall_schema_history";

    /**
     * Whether the tables have this version.
     *
     * @throws StoreException if a newer version created them
     */
    boolean isCurrent(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return false;
        }
        int newest = 0;
        for (String version : Sql.list(
                connection,
                "SELECT coalesce(version, '0') FROM " + HISTORY + " WHERE success",
                row -> row.getString(1))) {
            newest = Math.max(newest, Integer.parseInt(version));
        }
        if (newest > VERSION) {
            throw new StoreException(
                    "The store was written by a newer Rollcall (schema " + newest + ", this one knows " + VERSION
                            + "). Use that version, or another store.",
                    null);
        }
        return newest == VERSION;
    }

    /** Whether there is a history of Rollcall's tables. */
    boolean hasHistory(Connection connection) throws SQLException {
        String query =
                switch (this) {
                    case SQLITE -> "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
                    case POSTGRESQL -> "SELECT count(to_regclass(?))";
                };
        return Sql.number(connection, query, HISTORY) > 0;
    }

    /**
     * Creates the tables, or updates them. On PostgreSQL every migration runs in the caller's transaction.
     *
     * @throws SQLException if the database refuses
     * @throws StoreException if the history is not Rollcall's
     */
    void migrate(DataSource source) throws SQLException {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(source)
                    .table(HISTORY)
                    .locations("classpath:io/rollcall/store/" + name().toLowerCase(Locale.ROOT))
                    // a host's schema already holds the host's tables
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .failOnMissingLocations(true)
                    // a missing default schema is a mistake that must be reported
                    .createSchemas(false)
                    // one commit for all: a new store is there whole, or not at all
                    .group(true)
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
