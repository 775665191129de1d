package io.rollcall.store;

import io.rollcall.history.Boundary;
import io.rollcall.history.MeetingChanges;
import io.rollcall.history.MeetingInstance;
import io.rollcall.history.MeetingRecord;
import io.rollcall.history.RolePeriod;
import io.rollcall.history.Session;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.HistoryRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attendance history. Rows are always changed in the same order, so that processes never deadlock. Thread-safe. */
final class JdbcHistoryRepository implements HistoryRepository {
    private static final Comparator<MeetingChanges> BY_KEY = Comparator.comparing(
                    (MeetingChanges one) -> key(one).application())
            .thenComparing(one -> key(one).meeting().value())
            .thenComparing(one -> key(one).number());

    private final Transactions transactions;

    JdbcHistoryRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    private static MeetingInstance.Key key(MeetingChanges changes) {
        return changes.changed().instance().key();
    }

    @Override
    public long nextRevision() {
        return transactions.write(connection -> Sql.first(
                        connection,
                        """
                        INSERT INTO rollcall_history_revision (id, revision) VALUES (1, 1)
                        ON CONFLICT (id) DO UPDATE SET revision = rollcall_history_revision.revision + 1
                        RETURNING revision""",
                        row -> row.getLong(1))
                .orElseThrow());
    }

    @Override
    public void save(Collection<MeetingChanges> changes) {
        if (!changes.isEmpty()) {
            transactions.change(connection -> {
                for (MeetingChanges one : changes.stream().sorted(BY_KEY).toList()) {
                    save(connection, one);
                }
            });
        }
    }

    private static void save(Connection connection, MeetingChanges changes) throws SQLException {
        long id = save(connection, changes.changed().instance());
        delete(connection, "rollcall_history_session", id, changes.removedSessions());
        delete(connection, "rollcall_history_role", id, changes.removedRoles());
        List<@Nullable Object[]> sessions = new ArrayList<>();
        for (Session session : changes.changed().sessions()) {
            sessions.add(HistoryRows.parameters(id, session));
        }
        Sql.batch(connection, HistoryRows.SAVE_SESSION, sessions);
        List<@Nullable Object[]> roles = new ArrayList<>();
        for (RolePeriod role : changes.changed().roles()) {
            roles.add(HistoryRows.parameters(id, role));
        }
        Sql.batch(connection, HistoryRows.SAVE_ROLE, roles);
    }

    private static long save(Connection connection, MeetingInstance instance) throws SQLException {
        MeetingInstance.Key key = instance.key();
        Boundary start = instance.start();
        Boundary end = instance.end();
        return Sql.first(
                        connection,
                        HistoryRows.SAVE_MEETING,
                        row -> row.getLong(1),
                        key.application(),
                        key.meeting().value(),
                        key.number(),
                        HistoryRows.millis(start.earliest()),
                        HistoryRows.millis(start.latest()),
                        start.known().word(),
                        end == null ? null : HistoryRows.millis(end.earliest()),
                        end == null ? null : HistoryRows.millis(end.latest()),
                        end == null ? null : end.known().word(),
                        HistoryRows.millis(instance.lastSeen()),
                        HistoryRows.millis(instance.lastSeenBy()))
                .orElseThrow();
    }

    private static void delete(Connection connection, String table, long meeting, Collection<Integer> numbers)
            throws SQLException {
        Sql.batch(
                connection,
                "DELETE FROM " + table + " WHERE meeting = ? AND number = ?",
                numbers.stream()
                        .sorted()
                        .map(number -> Sql.row(meeting, number))
                        .toList());
    }

    @Override
    public List<MeetingRecord> open(String application, Instant since) {
        String open =
                """
                application = ? AND last_seen_by >= ? AND (end_latest IS NULL OR EXISTS (
                SELECT 1 FROM rollcall_history_session s WHERE s.meeting = m.id AND s.to_latest IS NULL))""";
        return transactions.read(
                List.of(),
                connection -> records(
                        connection,
                        Sql.list(
                                connection,
                                HistoryRows.MEETINGS + " WHERE " + open + " ORDER BY meeting, number",
                                HistoryRows::meeting,
                                application,
                                since.toEpochMilli()),
                        null));
    }

    @Override
    public List<MeetingRecord> last(String application, MeetingId meeting, int most) {
        return transactions.read(List.of(), connection -> {
            List<HistoryRows.Meeting> newestFirst = new ArrayList<>(Sql.list(
                    connection,
                    HistoryRows.MEETINGS + " WHERE application = ? AND meeting = ? ORDER BY number DESC LIMIT ?",
                    HistoryRows::meeting,
                    application,
                    meeting.value(),
                    most));
            Collections.reverse(newestFirst);
            return records(connection, newestFirst, null);
        });
    }

    @Override
    public Optional<MeetingRecord> meeting(MeetingInstance.Key key) {
        return transactions
                .read(
                        List.<MeetingRecord>of(),
                        connection -> records(
                                connection,
                                Sql.list(
                                        connection,
                                        HistoryRows.MEETINGS + " WHERE application = ? AND meeting = ? AND number = ?",
                                        HistoryRows::meeting,
                                        key.application(),
                                        key.meeting().value(),
                                        key.number()),
                                null))
                .stream()
                .findFirst();
    }

    @Override
    public List<MeetingCount> meetings(HistoryQuery query, @Nullable MeetingCount after, int limit) {
        return transactions.read(List.of(), connection -> {
            List<MeetingCount> counts = new ArrayList<>();
            for (HistoryRows.Meeting one : page(connection, query, after, limit)) {
                counts.add(Sql.first(
                                connection,
                                """
                                SELECT count(DISTINCT user_id), count(*) - count(user_id)
                                FROM rollcall_history_session WHERE meeting = ?""",
                                row -> new MeetingCount(one.instance(), row.getInt(1), row.getInt(2)),
                                one.id())
                        .orElseThrow());
            }
            return counts;
        });
    }

    @Override
    public List<MeetingRecord> records(HistoryQuery query, @Nullable MeetingCount after, int limit) {
        return transactions.read(
                List.of(), connection -> records(connection, page(connection, query, after, limit), query.user()));
    }

    private static List<HistoryRows.Meeting> page(
            Connection connection, HistoryQuery query, @Nullable MeetingCount after, int limit) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        List<@Nullable Object> parameters = new ArrayList<>();
        Long from = bounded(query.from());
        if (from != null) {
            // it may have gone on after it was seen last
            conditions.add("(last_seen_by >= ? OR end_latest >= ?)");
            parameters.addAll(List.of(from, from));
        }
        add(conditions, parameters, "start_latest < ?", bounded(query.to()));
        MeetingId meeting = query.meeting();
        add(conditions, parameters, "meeting = ?", meeting == null ? null : meeting.value());
        UserId user = query.user();
        add(
                conditions,
                parameters,
                "EXISTS (SELECT 1 FROM rollcall_history_session s WHERE s.meeting = m.id AND s.user_id = ?)",
                user == null ? null : user.value());
        if (after != null) {
            MeetingInstance.Key key = after.instance().key();
            conditions.add("(start_latest, application, meeting, number) < (?, ?, ?, ?)");
            parameters.add(HistoryRows.millis(after.instance().start().latest()));
            parameters.addAll(List.of(key.application(), key.meeting().value(), key.number()));
        }
        parameters.add(limit);
        return Sql.list(
                connection,
                HistoryRows.MEETINGS + " WHERE " + String.join(" AND ", conditions)
                        + " ORDER BY start_latest DESC, application DESC, meeting DESC, number DESC LIMIT ?",
                HistoryRows::meeting,
                parameters.toArray());
    }

    /** Milliseconds; of a time that they cannot express the nearest one. */
    private static @Nullable Long bounded(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        Instant least = Instant.ofEpochMilli(Long.MIN_VALUE);
        Instant most = Instant.ofEpochMilli(Long.MAX_VALUE);
        return (time.isBefore(least) ? least : time.isAfter(most) ? most : time).toEpochMilli();
    }

    private static void add(
            List<String> conditions, List<@Nullable Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.add(value);
        }
    }

    private static List<MeetingRecord> records(
            Connection connection, List<HistoryRows.Meeting> meetings, @Nullable UserId user) throws SQLException {
        Map<Long, List<Session>> sessions = new LinkedHashMap<>();
        Map<Long, List<RolePeriod>> roles = new LinkedHashMap<>();
        for (List<Long> chunk :
                Chunks.of(meetings.stream().map(HistoryRows.Meeting::id).toList())) {
            String in = " WHERE meeting IN " + Chunks.placeholders(chunk.size())
                    + (user == null ? "" : " AND user_id = ?") + " ORDER BY meeting, number";
            List<Object> parameters = new ArrayList<>(chunk);
            if (user != null) {
                parameters.add(user.value());
            }
            Sql.list(connection, HistoryRows.SESSIONS + in, HistoryRows::session, parameters.toArray())
                    .forEach(one -> sessions.computeIfAbsent(one.meeting(), any -> new ArrayList<>())
                            .add(one.value()));
            Sql.list(connection, HistoryRows.ROLES + in, HistoryRows::role, parameters.toArray())
                    .forEach(one -> roles.computeIfAbsent(one.meeting(), any -> new ArrayList<>())
                            .add(one.value()));
        }
        return meetings.stream()
                .map(one -> new MeetingRecord(
                        one.instance(),
                        sessions.getOrDefault(one.id(), List.of()),
                        roles.getOrDefault(one.id(), List.of())))
                .toList();
    }
}
