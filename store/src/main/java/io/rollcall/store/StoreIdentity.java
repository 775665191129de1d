package io.rollcall.store;

import io.rollcall.state.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Identifies a store and its state.
 *
 * @param id random, from the store's creation
 * @param epoch grows by one with each transaction that writes
 */
record StoreIdentity(String id, long epoch) {
    private static final StoreIdentity NONE = new StoreIdentity("", 0);

    static StoreIdentity read(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT id, epoch FROM rollcall_store",
                        row -> new StoreIdentity(row.getString(1), row.getLong(2)))
                .orElse(NONE);
    }

    /**
     * Increments the epoch in the current transaction and returns the new identity.
     *
     * @throws StoreException if the store's content was moved to another store
     */
    static StoreIdentity advance(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "UPDATE rollcall_store SET epoch = epoch + 1 RETURNING id, epoch, moved_to",
                        row -> {
                            String movedTo = row.getString(3);
                            if (movedTo != null) {
                                throw new StoreException(moved(movedTo), null);
                            }
                            return new StoreIdentity(row.getString(1), row.getLong(2));
                        })
                .orElse(NONE);
    }

    /** The message for a store whose content was moved. */
    static String moved(String to) {
        return "The store was moved to " + to + ". Rollcall writes nothing to the old one, so that nobody is called"
                + " from both. Set rollcall.store.url to the new one.";
    }

    /** Whether this can be the same store as {@code earlier}, at the same time or later. */
    boolean canFollow(StoreIdentity earlier) {
        return id.equals(earlier.id) && epoch >= earlier.epoch;
    }
}
