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
 * Moves what one store remembers into another one that is empty: every row of every table, with its ids. The source is
 * marked as moved in the same transaction that was read, so that no process can go on with it.
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
     * @throws RefusedException where nothing was copied because of what the stores are
     * @throws StoreException where one of them cannot be used; the target is as empty then as it was
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
        return from.exclusively((source, sourceSchema) -> to.exclusively((target, targetSchema) ->
                copy(new StoreTables(source, sourceSchema), new StoreTables(target, targetSchema), from, to, now)));
    }

    /** Refuses where a process runs flows on a store. */
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
