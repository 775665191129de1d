package io.rollcall.store;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.PromotionRepository;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The promotions. Rows are always changed in the same order, so that processes never deadlock. Thread-safe. */
final class JdbcPromotionRepository implements PromotionRepository {
    private final Transactions transactions;
    private final RetentionJob retention;

    JdbcPromotionRepository(Transactions transactions, RetentionJob retention) {
        this.transactions = transactions;
        this.retention = retention;
    }

    private static void forEach(
            Connection connection,
            String sql,
            Collection<UserId> users,
            Function<UserId, @Nullable Object[]> parameters)
            throws SQLException {
        Sql.batch(
                connection,
                sql,
                users.stream()
                        .distinct()
                        .sorted(Comparator.comparing(UserId::value))
                        .map(parameters)
                        .toList());
    }

    private record Row(MeetingId meeting, UserId user, History history) {
        /** Of the columns meeting, user_id, tries, seen, joined_at, touched_at. */
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    new MeetingId(row.getString(1)),
                    new UserId(row.getString(2)),
                    new History(row.getInt(3), row.getBoolean(4), Sql.instant(row, 5), Sql.instant(row, 6)));
        }
    }

    @Override
    public Map<UserId, History> histories(MeetingId meeting, Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        retention.read(meeting);
        return transactions.read(Map.of(), connection -> histories(connection, meeting, users));
    }

    private static Map<UserId, History> histories(Connection connection, MeetingId meeting, Collection<UserId> users)
            throws SQLException {
        Set<UserId> wanted = new HashSet<>(users);
        Map<UserId, History> histories = new LinkedHashMap<>();
        Sql.list(
                        connection,
                        "SELECT meeting, user_id, tries, seen, joined_at, touched_at FROM rollcall_promotion WHERE meeting = ?",
                        Row::of,
                        meeting.value())
                .forEach(row -> {
                    if (wanted.contains(row.user())) {
                        histories.put(row.user(), row.history());
                    }
                });
        return histories;
    }

    @Override
    public Map<MeetingId, Map<UserId, History>> remembered(Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return transactions.read(Map.of(), connection -> {
            Map<MeetingId, Map<UserId, History>> remembered = new LinkedHashMap<>();
            for (List<String> chunk :
                    Chunks.of(users.stream().map(UserId::value).toList())) {
                Sql.list(
                                connection,
                                "SELECT meeting, user_id, tries, seen, joined_at, touched_at FROM rollcall_promotion WHERE user_id IN "
                                        + Chunks.placeholders(chunk.size()) + " ORDER BY meeting, user_id",
                                Row::of,
                                chunk.toArray())
                        .forEach(row -> remembered
                                .computeIfAbsent(row.meeting(), any -> new LinkedHashMap<>())
                                .put(row.user(), row.history()));
            }
            return remembered;
        });
    }

    @Override
    public void joined(MeetingId meeting, Map<UserId, Instant> users) {
        if (users.isEmpty()) {
            return;
        }
        transactions.change(connection -> forEach(
                connection,
                """
                UPDATE rollcall_promotion SET joined_at = ?
                WHERE meeting = ? AND user_id = ? AND (joined_at IS NULL OR joined_at < ?)""",
                users.keySet(),
                user -> {
                    long joined = Objects.requireNonNull(users.get(user)).toEpochMilli();
                    return Sql.row(joined, meeting.value(), user.value(), joined);
                }));
    }

    @Override
    public Map<UserId, History> tried(MeetingId meeting, Collection<UserId> users, Instant now) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return transactions.write(connection -> {
            long touchedAt = RetentionJob.touchedAt(connection, now);
            forEach(
                    connection,
                    """
                    INSERT INTO rollcall_promotion (meeting, user_id, tries, seen, touched_at)
                    VALUES (?, ?, 1, FALSE, ?)
                    ON CONFLICT (meeting, user_id)
                    DO UPDATE SET tries = rollcall_promotion.tries + 1, touched_at = excluded.touched_at""",
                    users,
                    user -> Sql.row(meeting.value(), user.value(), touchedAt));
            // the rows are this transaction's own until it ends
            return histories(connection, meeting, users);
        });
    }

    @Override
    public void notTried(MeetingId meeting, Collection<UserId> users) {
        if (users.isEmpty()) {
            return;
        }
        transactions.change(connection -> {
            forEach(
                    connection,
                    "UPDATE rollcall_promotion SET tries = tries - 1 WHERE meeting = ? AND user_id = ? AND tries > 0",
                    users,
                    user -> Sql.row(meeting.value(), user.value()));
            forEach(
                    connection,
                    "DELETE FROM rollcall_promotion WHERE meeting = ? AND user_id = ? AND tries = 0 AND NOT seen",
                    users,
                    user -> Sql.row(meeting.value(), user.value()));
        });
    }

    /** Every poll sees the same people again, so it first reads whether there is anything new to write. */
    @Override
    public void seen(MeetingId meeting, Collection<UserId> users, Instant now) {
        Set<UserId> changed = new HashSet<>();
        histories(meeting, users).forEach((user, history) -> {
            if (!history.seen() || history.tries() != 0) {
                changed.add(user);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        transactions.change(connection -> {
            long touchedAt = RetentionJob.touchedAt(connection, now);
            forEach(
                    connection,
                    """
                    UPDATE rollcall_promotion SET seen = TRUE, tries = 0, touched_at = ?
                    WHERE meeting = ? AND user_id = ?""",
                    changed,
                    user -> Sql.row(touchedAt, meeting.value(), user.value()));
        });
    }

    @Override
    public void end(MeetingId meeting, Collection<UserId> users, Instant now) {
        Set<UserId> known = histories(meeting, users).keySet();
        if (known.isEmpty()) {
            return;
        }
        transactions.change(connection -> {
            forEach(
                    connection,
                    """
                    INSERT INTO rollcall_past_stay (meeting, user_id, joined_at, ended_at)
                    SELECT meeting, user_id, joined_at, CAST(? AS BIGINT) FROM rollcall_promotion
                    WHERE meeting = ? AND user_id = ? AND joined_at IS NOT NULL
                    ON CONFLICT (meeting, user_id)
                    DO UPDATE SET joined_at = excluded.joined_at, ended_at = excluded.ended_at""",
                    known,
                    user -> Sql.row(now.toEpochMilli(), meeting.value(), user.value()));
            delete(connection, meeting, known);
        });
    }

    @Override
    public Map<MeetingId, Map<UserId, Instant>> pastStays(Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return transactions.read(Map.of(), connection -> {
            Map<MeetingId, Map<UserId, Instant>> stays = new LinkedHashMap<>();
            for (List<String> chunk :
                    Chunks.of(users.stream().map(UserId::value).toList())) {
                Sql.list(
                                connection,
                                "SELECT meeting, user_id, joined_at FROM rollcall_past_stay WHERE user_id IN "
                                        + Chunks.placeholders(chunk.size()),
                                PastStay::of,
                                chunk.toArray())
                        .forEach(stay -> stays.computeIfAbsent(stay.meeting(), any -> new LinkedHashMap<>())
                                .put(stay.user(), stay.joinedAt()));
            }
            return stays;
        });
    }

    private record PastStay(MeetingId meeting, UserId user, Instant joinedAt) {
        static PastStay of(ResultSet row) throws SQLException {
            return new PastStay(
                    new MeetingId(row.getString(1)),
                    new UserId(row.getString(2)),
                    Instant.ofEpochMilli(row.getLong(3)));
        }
    }

    /** Most people who lose the role did not get it from Rollcall, so it first reads whether there is anything to delete. */
    @Override
    public void forget(MeetingId meeting, Collection<UserId> users) {
        Set<UserId> known = histories(meeting, users).keySet();
        if (known.isEmpty()) {
            return;
        }
        transactions.change(connection -> delete(connection, meeting, known));
    }

    private static void delete(Connection connection, MeetingId meeting, Collection<UserId> users) throws SQLException {
        forEach(
                connection,
                "DELETE FROM rollcall_promotion WHERE meeting = ? AND user_id = ?",
                users,
                user -> Sql.row(meeting.value(), user.value()));
    }
}
