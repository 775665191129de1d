package io.rollcall.store;

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
                            """
                            SELECT i.id, i.intended_at, i.flow, i.action, i.meeting, i.user_id, i.phone, i.reason,
                                   r.result, r.settled_at, r.code, r.request_id
                            FROM rollcall_audit i
                            LEFT JOIN rollcall_audit_result r
                              ON r.id = (SELECT max(last.id) FROM rollcall_audit_result last WHERE last.audit_id = i.id)
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
