package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Which store it is and how often it was written to.
 *
 * @param id random, from the store's creation
 * @param epoch grows by one with each transaction that writes
 */
record StoreIdentity(String id, long epoch) {

    /** Reads it. */
    static StoreIdentity read(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT id, epoch FROM rollcall_store")) {
            return only(query);
        }
    }

    /**
     * Counts one transaction more, in that transaction, and returns what it is then.
     *
     * @throws StoreException where the store's content was moved to another store
     */
    static StoreIdentity advance(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE rollcall_store SET epoch = epoch + 1 RETURNING id, epoch, moved_to");
                ResultSet row = update.executeQuery()) {
            if (!row.next()) {
                return new StoreIdentity("", 0);
            }
            String movedTo = row.getString(3);
            if (movedTo != null) {
                throw new StoreException(moved(movedTo), null);
            }
            return new StoreIdentity(row.getString(1), row.getLong(2));
        }
    }

    /** What to say of a store whose content was moved. */
    static String moved(String to) {
        return "The store was moved to " + to + ". Rollcall writes nothing to the old one, because nobody may be called"
                + " from both. Set rollcall.store.url to the new one.";
    }

    private static StoreIdentity only(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? new StoreIdentity(row.getString(1), row.getLong(2)) : new StoreIdentity("", 0);
        }
    }

    /** Whether a store that is this one later than, or at, another moment can be like that. */
    boolean canFollow(StoreIdentity earlier) {
        return id.equals(earlier.id) && epoch >= earlier.epoch;
    }
}
