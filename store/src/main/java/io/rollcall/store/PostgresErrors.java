package io.rollcall.store;

import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.state.StoreException;
import java.sql.SQLException;

/**
 * What PostgreSQL's failures mean, in words for whoever can mend them: the one who wrote the URL, or the one who made
 * the host's DataSource.
 *
 * @param url without a secret; a few words where only the host knows it
 * @param place where the database lies, without a secret
 * @param name how messages call it
 * @param login what says the user and the password
 * @param address what says the database
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
            return "it may be read only; let its connections write, or name another database with rollcall.store.url";
        }
        if (state.startsWith("3F")) {
            return "the default schema of its connections does not exist; create it, or correct " + address;
        }
        if (state.startsWith("42501")) {
            return "the user may not make or change tables; grant CREATE on the schema";
        }
        if (state.equals("53100")) {
            return "its disk is full; make room there";
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
