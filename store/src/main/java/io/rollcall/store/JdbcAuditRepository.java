package io.rollcall.store;

import io.rollcall.state.AuditRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The audit trail: intentions in one table, results in another, nothing ever changed. Times are kept to the millisecond. */
final class JdbcAuditRepository implements AuditRepository {
    private static final int PAGE = 500;

    private final Transactions sessions;

    JdbcAuditRepository(Transactions sessions) {
        this.sessions = sessions;
    }

    @Override
    public List<Long> intend(List<Intention> intentions) {
        if (intentions.isEmpty()) {
            return List.of();
        }
        return sessions.write(connection -> {
            List<Long> ids = new ArrayList<>(intentions.size());
            try (PreparedStatement insert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_audit (intended_at, flow, action, meeting, user_id, phone, reason)
                    VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id""")) {
                for (Intention intention : intentions) {
                    insert.setLong(1, intention.at().toEpochMilli());
                    insert.setString(2, intention.flow());
                    insert.setString(3, intention.action());
                    insert.setString(4, intention.meeting());
                    insert.setString(5, intention.user());
                    insert.setString(6, intention.phone());
                    insert.setString(7, intention.reason());
                    try (ResultSet row = insert.executeQuery()) {
                        row.next();
                        ids.add(row.getLong(1));
                    }
                }
            }
            return ids;
        });
    }

    @Override
    public void settle(List<Long> ids, Result result, @Nullable String code, @Nullable String requestId, Instant now) {
        if (ids.isEmpty()) {
            return;
        }
        sessions.change(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_audit_result (audit_id, result, settled_at, code, request_id)
                    VALUES (?, ?, ?, ?, ?)""")) {
                for (long id : ids) {
                    insert.setLong(1, id);
                    insert.setString(2, result.name());
                    insert.setLong(3, now.toEpochMilli());
                    insert.setString(4, StorableText.shown(code));
                    insert.setString(5, StorableText.shown(requestId));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        });
    }

    /**
     * Reads page by page: neither memory nor a transaction grows with the trail, and the reader may take its time. Of
     * several results of one change the last counts.
     */
    @Override
    public void read(@Nullable Instant since, Consumer<Entry> reader) {
        long after = 0;
        List<Entry> page;
        do {
            long from = after;
            page = sessions.read(List.of(), connection -> page(connection, since, from));
            for (Entry entry : page) {
                reader.accept(entry);
                after = entry.id();
            }
        } while (page.size() == PAGE);
    }

    private static List<Entry> page(Connection connection, @Nullable Instant since, long after) throws SQLException {
        List<Entry> page = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                """
                SELECT i.id, i.intended_at, i.flow, i.action, i.meeting, i.user_id, i.phone, i.reason,
                       r.result, r.settled_at, r.code, r.request_id
                FROM rollcall_audit i
                LEFT JOIN rollcall_audit_result r
                  ON r.id = (SELECT max(last.id) FROM rollcall_audit_result last WHERE last.audit_id = i.id)
                WHERE i.id > ? AND i.intended_at >= ?
                ORDER BY i.id
                LIMIT ?""")) {
            query.setLong(1, after);
            query.setLong(2, since == null ? Long.MIN_VALUE : since.toEpochMilli());
            query.setInt(3, PAGE);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    page.add(entry(rows));
                }
            }
        }
        return page;
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
