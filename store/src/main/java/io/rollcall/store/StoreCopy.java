package io.rollcall.store;

import io.rollcall.state.StoreException;
import io.rollcall.store.StoreTables.Content;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the content of one store into another one that is empty: every row of every table, with its ids. Marks the source
 * as moved in the transaction that reads it, so that no process continues with it. Stateless and thread-safe.
 */
public final class StoreCopy {
    private StoreCopy() {}

    /** A copy cannot be made; the message says why and what to do. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Copies and verifies.
     *
     * @return the number of rows of each table
     * @throws RefusedException if the stores do not allow it; nothing is copied
     * @throws StoreException if one of them cannot be used; the target stays empty
     */
    public static Map<String, Long> copy(Store from, Store to, Instant now) {
        if (!from.exists()) {
            throw new RefusedException("There is no store in " + from.name() + ".");
        }
        if (from.name().equals(to.name())) {
            throw new RefusedException("Both names lead to the store in " + from.name() + ".");
        }
        refuseRunning(from);
        if (to.exists()) {
            refuseRunning(to);
        }
        return from.exclusively(source -> to.exclusively(target -> copy(source, target, from, to, now)));
    }

    /**
     * Checks that no process runs flows on a store.
     *
     * @throws RefusedException if one does
     */
    public static void refuseRunning(Store store) {
        List<String> holders = store.runnerLocks().holders();
        if (!holders.isEmpty()) {
            throw new RefusedException("Flows are running on the store in " + store.name() + " ("
                    + String.join("; ", holders) + "). Stop every rollcall run on it first.");
        }
    }

    private static Map<String, Long> copy(StoreTables source, StoreTables target, Store from, Store to, Instant now)
            throws SQLException {
        source.lock();
        target.lock();
        Optional<String> movedTo = source.movedTo();
        if (movedTo.isPresent()) {
            throw new RefusedException(
                    "The store in " + from.name() + " was moved to " + movedTo.get() + " already. Copy that one.");
        }
        if (!target.isEmpty()) {
            throw new RefusedException("The store in " + to.name() + " is not empty. Name one that is.");
        }
        List<String> tables = source.names();
        if (!tables.equals(target.names())) {
            throw new IllegalStateException("two stores of one schema differ in their tables");
        }
        Map<String, Long> copied = new LinkedHashMap<>();
        for (String table : tables) {
            source.copyTo(target, table);
            Content read = source.content(table);
            if (!target.content(table).equals(read)) {
                throw new StoreException(
                        "The rows of " + table + " in " + to.name() + " are not those of " + from.name()
                                + ". Nothing was copied.",
                        null);
            }
            copied.put(table, read.rows());
        }
        source.markMoved(to.name(), now);
        return copied;
    }
}
