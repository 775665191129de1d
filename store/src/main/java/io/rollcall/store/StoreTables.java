package io.rollcall.store;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All tables of a store, as the database lists them: a table that a later migration adds is included. Works on a connection
 * with an open transaction. Not thread-safe.
 */
final class StoreTables {
    /** The store's identity, which is not copied. */
    private static final String IDENTITY = "rollcall_store";

    /** Tables in which a new store already has rows. */
    private static final Set<String> NEVER_EMPTY = Set.of(IDENTITY, "rollcall_upkeep", "rollcall_roster_search_fill");

    private static final int BATCH = 500;

    private final Connection connection;
    private final Schema schema;

    StoreTables(Connection connection, Schema schema) {
        this.connection = connection;
        this.schema = schema;
    }

    Connection connection() {
        return connection;
    }

    /**
     * The content of a table.
     *
     * @param digest the same for the same rows, in any order and database
     */
    record Content(long rows, BigInteger digest) {}

    /** The names of the tables to copy, in alphabetical order. */
    List<String> names() throws SQLException {
        String query =
                switch (schema) {
                    case SQLITE -> "SELECT name FROM sqlite_master WHERE type = 'table'";
                    case POSTGRESQL ->
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
                                + " AND table_type = 'BASE TABLE'";
                };
        return Sql.list(connection, query, row -> row.getString(1)).stream()
                .filter(name -> name.startsWith("rollcall_") && !name.equals(Schema.HISTORY) && !name.equals(IDENTITY))
                .sorted()
                .toList();
    }

    /** The number of invitations. */
    long invitations() throws SQLException {
        return number("SELECT count(*) FROM rollcall_invitation");
    }

    /** When a backup was restored; empty if none was. */
    Optional<Instant> restoredAt() throws SQLException {
        long millis = number("SELECT coalesce(restored_at, 0) FROM " + IDENTITY);
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** Keeps other processes from writing until the transaction ends; SQLite has done so since its beginning. */
    void lock() throws SQLException {
        if (schema == Schema.POSTGRESQL) {
            List<String> all = new ArrayList<>(names());
            all.add(IDENTITY);
            execute("SET LOCAL lock_timeout = '10s'");
            execute("LOCK TABLE " + String.join(", ", all) + " IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    /** Whether no row was ever written. */
    boolean isEmpty() throws SQLException {
        for (String table : names()) {
            if (!NEVER_EMPTY.contains(table)
                    && number("SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT 1) t") > 0) {
                return false;
            }
        }
        return true;
    }

    /** Copies a table's rows with their ids into the same table of an empty store, and continues its ids. */
    void copyTo(StoreTables target, String table) throws SQLException {
        target.execute("DELETE FROM " + table);
        try (PreparedStatement query = query(table);
                ResultSet rows = query.executeQuery()) {
            List<Column> columns = columns(rows.getMetaData());
            try (PreparedStatement insert = target.connection.prepareStatement(target.insert(table, columns))) {
                long pending = 0;
                while (rows.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).set(insert, i + 1, columns.get(i).get(rows));
                    }
                    insert.addBatch();
                    if (++pending % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
        }
        target.continueIds(table, lastId(table));
    }

    /** The store that the content was moved to; empty if it was not moved. */
    Optional<String> movedTo() throws SQLException {
        return Sql.first(connection, "SELECT coalesce(moved_to, '') FROM " + IDENTITY, row -> row.getString(1))
                .filter(to -> !to.isEmpty());
    }

    /** Marks the store as moved: nothing is written to it after this transaction. */
    void markMoved(String to, Instant now) throws SQLException {
        Sql.update(connection, "UPDATE " + IDENTITY + " SET moved_to = ?, moved_at = ?", to, now.toEpochMilli());
    }

    private String insert(String table, List<Column> columns) {
        return "INSERT INTO " + table
                + columns.stream().map(Column::name).collect(Collectors.joining(", ", " (", ")"))
                + (schema == Schema.POSTGRESQL ? " OVERRIDING SYSTEM VALUE" : "")
                + IntStream.range(0, columns.size())
                        .mapToObj(i -> "?")
                        .collect(Collectors.joining(", ", " VALUES (", ")"));
    }

    /** The last id that the database assigned, also if that row was removed since; 0 if it never assigned one. */
    private long lastId(String table) throws SQLException {
        return switch (schema) {
            case SQLITE ->
                hasSequences() ? number("SELECT max(seq) FROM sqlite_sequence WHERE name = '" + table + "'") : 0;
            case POSTGRESQL -> {
                String sequence = sequence(table);
                yield sequence.isEmpty()
                        ? 0
                        : number("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + sequence);
            }
        };
    }

    private void continueIds(String table, long last) throws SQLException {
        if (last <= 0) {
            return;
        }
        if (schema == Schema.POSTGRESQL) {
            number("SELECT setval('" + sequence(table) + "', " + last + ")");
        } else {
            execute("DELETE FROM sqlite_sequence WHERE name = '" + table + "'");
            execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('" + table + "', " + last + ")");
        }
    }

    private boolean hasSequences() throws SQLException {
        return number("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'") > 0;
    }

    /** The quoted name of the sequence of a table's id; empty if it has none. */
    private String sequence(String table) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT coalesce(pg_get_serial_sequence(?, (SELECT column_name FROM information_schema.columns"
                                + " WHERE table_schema = current_schema() AND table_name = ? AND is_identity = 'YES')),"
                                + " '')",
                        row -> row.getString(1),
                        table,
                        table)
                .orElse("");
    }

    /** Reads a whole table. */
    Content content(String table) throws SQLException {
        try (PreparedStatement query = query(table);
                ResultSet rows = query.executeQuery()) {
            List<Column> columns = columns(rows.getMetaData()).stream()
                    .sorted((one, other) -> one.name().compareTo(other.name()))
                    .toList();
            long count = 0;
            BigInteger sum = BigInteger.ZERO;
            while (rows.next()) {
                MessageDigest digest = sha256();
                for (Column column : columns) {
                    Object value = column.get(rows);
                    String text = column.name() + (value == null ? "!" : "=" + value);
                    digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
                }
                sum = sum.add(new BigInteger(1, digest.digest()));
                count++;
            }
            return new Content(count, sum);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private PreparedStatement query(String table) throws SQLException {
        PreparedStatement query = connection.prepareStatement("SELECT * FROM " + table);
        query.setFetchSize(BATCH);
        return query;
    }

    private void execute(String sql) throws SQLException {
        Sql.execute(connection, sql);
    }

    private long number(String sql) throws SQLException {
        return Sql.number(connection, sql);
    }

    private static List<Column> columns(ResultSetMetaData meta) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(Column.of(meta.getColumnName(i), meta.getColumnTypeName(i)));
        }
        return columns;
    }

    /** A column with the type that the migrations declare, which both databases keep. */
    private record Column(String name, int type) {
        static Column of(String name, String declared) {
            String upper = declared.toUpperCase(Locale.ROOT);
            if (upper.contains("BOOL")) {
                return new Column(name, Types.BOOLEAN);
            }
            if (upper.contains("INT") || upper.contains("SERIAL")) {
                return new Column(name, Types.BIGINT);
            }
            if (upper.contains("TEXT") || upper.contains("CHAR")) {
                return new Column(name, Types.VARCHAR);
            }
            throw new IllegalStateException("column " + name + " has a type that cannot be copied: " + declared);
        }

        @Nullable Object get(ResultSet row) throws SQLException {
            Object value =
                    switch (type) {
                        case Types.BOOLEAN -> row.getBoolean(name);
                        case Types.BIGINT -> row.getLong(name);
                        default -> row.getString(name);
                    };
            return row.wasNull() ? null : value;
        }

        void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
            if (value == null) {
                statement.setNull(index, type);
            } else {
                statement.setObject(index, value);
            }
        }
    }
}
