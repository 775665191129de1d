package io.rollcall.store;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.PromotionRepository;
import java.sql.PreparedStatement;
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

/** The promotion book. Rows are always touched in the same order, so that processes never block each other. */
final class JdbcPromotionRepository implements PromotionRepository {
    private final Transactions sessions;
    private final RetentionJob upkeep;

    JdbcPromotionRepository(Transactions sessions, RetentionJob upkeep) {
        this.sessions = sessions;
        this.upkeep = upkeep;
    }

    @Override
    public Map<UserId, History> histories(MeetingId meeting, Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        upkeep.read(meeting);
        return sessions.read(Map.of(), connection -> {
            Set<UserId> wanted = new HashSet<>(users);
            Map<UserId, History> histories = new LinkedHashMap<>();
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT user_id, tries, seen, joined_at FROM rollcall_promotion WHERE meeting = ?")) {
                query.setString(1, meeting.value());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        UserId user = new UserId(rows.getString(1));
                        if (wanted.contains(user)) {
                            histories.put(user, history(rows, 2));
                        }
                    }
                }
            }
            return histories;
        });
    }

    private static History history(ResultSet rows, int first) throws SQLException {
        long joined = rows.getLong(first + 2);
        Instant joinedAt = rows.wasNull() ? null : Instant.ofEpochMilli(joined);
        return new History(rows.getInt(first), rows.getBoolean(first + 1), joinedAt);
    }

    @Override
    public Map<MeetingId, Map<UserId, History>> remembered(Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return sessions.read(Map.of(), connection -> {
            Map<MeetingId, Map<UserId, History>> remembered = new LinkedHashMap<>();
            for (List<UserId> chunk : Chunks.of(users)) {
                try (PreparedStatement query = connection.prepareStatement(
                        "SELECT meeting, user_id, tries, seen, joined_at FROM rollcall_promotion WHERE user_id IN "
                                + Chunks.places(chunk.size()) + " ORDER BY meeting, user_id")) {
                    for (int i = 0; i < chunk.size(); i++) {
                        query.setString(i + 1, chunk.get(i).value());
                    }
                    try (ResultSet rows = query.executeQuery()) {
                        while (rows.next()) {
                            remembered
                                    .computeIfAbsent(new MeetingId(rows.getString(1)), any -> new LinkedHashMap<>())
                                    .put(new UserId(rows.getString(2)), history(rows, 3));
                        }
                    }
                }
            }
            return remembered;
        });
    }

    @Override
    public void joined(MeetingId meeting, Map<UserId, Instant> users) {
        if (users.isEmpty()) {
            return;
        }
        sessions.change(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    """
                    UPDATE rollcall_promotion SET joined_at = ?
                    WHERE meeting = ? AND user_id = ? AND (joined_at IS NULL OR joined_at < ?)""")) {
                for (UserId user : inOrder(users.keySet())) {
                    long joined = Objects.requireNonNull(users.get(user)).toEpochMilli();
                    update.setLong(1, joined);
                    update.setString(2, meeting.value());
                    update.setString(3, user.value());
                    update.setLong(4, joined);
                    update.addBatch();
                }
                update.executeBatch();
            }
        });
    }

    @Override
    public void tried(MeetingId meeting, Collection<UserId> users, Instant now) {
        if (users.isEmpty()) {
            return;
        }
        sessions.change(connection -> {
            long touchedAt = RetentionJob.touchedAt(connection, now);
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_promotion (meeting, user_id, tries, seen, touched_at)
                    VALUES (?, ?, 1, FALSE, ?)
                    ON CONFLICT (meeting, user_id)
                    DO UPDATE SET tries = rollcall_promotion.tries + 1, touched_at = excluded.touched_at""")) {
                for (UserId user : inOrder(users)) {
                    upsert.setString(1, meeting.value());
                    upsert.setString(2, user.value());
                    upsert.setLong(3, touchedAt);
                    upsert.addBatch();
                }
                upsert.executeBatch();
            }
        });
    }

    /** Every look sees the same people again, so it is read first whether there is anything new to write. */
    @Override
    public void seen(MeetingId meeting, Collection<UserId> users, Instant now) {
        Set<UserId> news = new HashSet<>();
        histories(meeting, users).forEach((user, history) -> {
            if (!history.seen() || history.tries() != 0) {
                news.add(user);
            }
        });
        if (news.isEmpty()) {
            return;
        }
        sessions.change(connection -> {
            long touchedAt = RetentionJob.touchedAt(connection, now);
            try (PreparedStatement update = connection.prepareStatement(
                    """
                    UPDATE rollcall_promotion SET seen = TRUE, tries = 0, touched_at = ?
                    WHERE meeting = ? AND user_id = ?""")) {
                for (UserId user : inOrder(news)) {
                    update.setLong(1, touchedAt);
                    update.setString(2, meeting.value());
                    update.setString(3, user.value());
                    update.addBatch();
                }
                update.executeBatch();
            }
        });
    }

    @Override
    public void forget(MeetingId meeting, Collection<UserId> users) {
        // most people who lose the role got it from somebody else: then there is nothing to write
        Set<UserId> known = histories(meeting, users).keySet();
        if (known.isEmpty()) {
            return;
        }
        sessions.change(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM rollcall_promotion WHERE meeting = ? AND user_id = ?")) {
                for (UserId user : inOrder(known)) {
                    delete.setString(1, meeting.value());
                    delete.setString(2, user.value());
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        });
    }

    private static List<UserId> inOrder(Collection<UserId> users) {
        return users.stream()
                .distinct()
                .sorted(Comparator.comparing(UserId::value))
                .toList();
    }
}
