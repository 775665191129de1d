package io.rollcall.store;

import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.state.StoreException;
import java.sql.SQLException;

/**
 * Explains PostgreSQL's failures to the person who can fix them: the author of the URL, or of the host's DataSource.
 * Immutable.
 *
 * @param url without a secret; a few words if it is the host's
 * @param place the location of the database, without a secret
 * @param name the store, as the subject of a message
 * @param login where the user and the password are configured
 * @param address where the database is configured
 */
record PostgresErrors(String url, String place, String name, String login, String address) {

    /** Failures of a database with a URL. */
    static PostgresErrors at(String url) {
        return new PostgresErrors(
                url,
                "a PostgreSQL database",
                "The store at " + url,
                "rollcall.store.user and rollcall.store.password",
                "rollcall.store.url");
    }

    /** Failures of a host's source. */
    static PostgresErrors ofTheHost() {
        return new PostgresErrors(
                "the application's PostgreSQL database",
                "the application's PostgreSQL database",
                "The store in the application's DataSource",
                "the DataSource's",
                "the DataSource's URL");
    }

    StoreException explain(SQLException failure) {
        return new StoreException(
                name + " cannot be used: " + reason(failure) + ". Nothing is done without it.", failure);
    }

    private String reason(SQLException failure) {
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
            return "it refused the user or the password; check " + login;
        }
        if (state.startsWith("3D")) {
            return "it has no such database; create it, or correct " + address;
        }
        if (state.equals("25006")) {
            return "it is read-only; let its connections write, or name another database with rollcall.store.url";
        }
        if (state.startsWith("3F")) {
            return "the default schema of its connections does not exist; create it, or correct " + address;
        }
        if (state.startsWith("42501")) {
            return "the user may not create or change tables; grant CREATE on the schema";
        }
        if (state.equals("53100")) {
            return "its disk is full; free some space there";
        }
        if (state.startsWith("53")) {
            return "it has no room left (" + state + "): connections, memory or disk";
        }
        if (state.isEmpty() || state.startsWith("08") || state.startsWith("57P")) {
            return "no connection; check that the database runs and can be reached from here";
        }
        return "it refused with SQLSTATE " + state;
    }
}
