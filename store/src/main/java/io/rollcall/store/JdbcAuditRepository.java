package io.rollcall.store;

import io.rollcall.state.AuditFilter;
import io.rollcall.state.AuditRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail: intentions in one table, results in another; rows are never changed. Times are kept to the
 * millisecond. Thread-safe.
 */
final class JdbcAuditRepository implements AuditRepository {
    private static final int PAGE = 500;

    private static final String ENTRIES =
            """
            SELECT i.id, i.intended_at, i.flow, i.action, i.meeting, i.user_id, i.phone, i.reason,
                   r.result, r.settled_at, r.code, r.request_id
            FROM rollcall_audit i
            LEFT JOIN rollcall_audit_result r
              ON r.id = (SELECT max(last.id) FROM rollcall_audit_result last WHERE last.audit_id = i.id)""";

    /** A number is stored as the list has it: with blanks, dots, hyphens and parentheses. */
    private static final String PHONE_DIGITS =
            "replace(replace(replace(replace(replace(replace(i.phone, '+', ''), ' ', ''), '-', ''), '.', ''), '(', ''), ')', '')";

    private final Transactions transactions;

    JdbcAuditRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Long> intend(List<Intention> intentions) {
        if (intentions.isEmpty()) {
            return List.of();
        }
        return transactions.write(connection -> {
            List<Long> ids = new ArrayList<>(intentions.size());
            for (Intention intention : intentions) {
                ids.add(Sql.number(
                        connection,
                        """
                        INSERT INTO rollcall_audit (intended_at, flow, action, meeting, user_id, phone, reason)
                        VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id""",
                        intention.at().toEpochMilli(),
                        intention.flow(),
                        intention.action(),
                        intention.meeting(),
                        intention.user(),
                        intention.phone(),
                        intention.reason()));
            }
            return ids;
        });
    }

    @Override
    public void settle(List<Long> ids, Result result, @Nullable String code, @Nullable String requestId, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        transactions.change(connection -> Sql.batch(
                connection,
                """
                INSERT INTO rollcall_audit_result (audit_id, result, settled_at, code, request_id)
                VALUES (?, ?, ?, ?, ?)""",
                ids.stream()
                        .map(id -> Sql.row(
                                id,
                                result.name(),
                                now.toEpochMilli(),
                                StorableText.shown(code),
                                StorableText.shown(requestId)))
                        .toList()));
    }

    @Override
    public List<Entry> page(AuditFilter filter, long before, int most) {
        StringBuilder sql = new StringBuilder(ENTRIES).append(" WHERE i.id < ?");
        List<@Nullable Object> parameters = new ArrayList<>(List.of(before));
        add(sql, parameters, " AND i.flow = ?", filter.flow());
        add(sql, parameters, " AND i.meeting = ?", filter.meeting());
        add(sql, parameters, " AND i.intended_at >= ?", millis(filter.from()));
        add(sql, parameters, " AND i.intended_at < ?", millis(filter.to()));
        if (!filter.people().isEmpty()) {
            String list = Chunks.placeholders(filter.people().size());
            sql.append(" AND (i.user_id IN ")
                    .append(list)
                    .append(" OR " + PHONE_DIGITS + " IN ")
                    .append(list)
                    .append(")");
            parameters.addAll(filter.people());
            parameters.addAll(filter.people());
        }
        add(
                sql,
                parameters,
                " AND coalesce(r.result, '" + Result.UNKNOWN.name() + "') = ?",
                filter.result() == null ? null : filter.result().name());
        sql.append(" ORDER BY i.id DESC LIMIT ?");
        parameters.add(most);
        return transactions.read(
                List.of(),
                connection -> Sql.list(connection, sql.toString(), JdbcAuditRepository::entry, parameters.toArray()));
    }

    private static void add(
            StringBuilder sql, List<@Nullable Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            parameters.add(value);
        }
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    /**
     * Reads page by page: neither memory nor a transaction grows with the trail, and the reader may be slow. Of several
     * results of one change the last counts.
     */
    @Override
    public void read(@Nullable Instant since, Consumer<Entry> reader) {
        long after = 0;
        List<Entry> page;
        do {
            long from = after;
            page = transactions.read(
                    List.of(),
                    connection -> Sql.list(
                            connection,
                            ENTRIES
                                    + """
                             WHERE i.id > ? AND i.intended_at >= ?
                            ORDER BY i.id
                            LIMIT ?""",
                            JdbcAuditRepository::entry,
                            from,
                            since == null ? Long.MIN_VALUE : since.toEpochMilli(),
                            PAGE));
            for (Entry entry : page) {
                reader.accept(entry);
                after = entry.id();
            }
        } while (page.size() == PAGE);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Intention intention = new Intention(
                Instant.ofEpochMilli(row.getLong("intended_at")),
                row.getString("flow"),
                row.getString("action"),
                row.getString("meeting"),
                row.getString("user_id"),
                row.getString("phone"),
                row.getString("reason"));
        String result = row.getString("result");
        return new Entry(
                row.getLong("id"),
                intention,
                result == null ? null : Result.valueOf(result),
                result == null ? null : Instant.ofEpochMilli(row.getLong("settled_at")),
                row.getString("code"),
                row.getString("request_id"));
    }
}
