package io.rollcall.store;

import io.rollcall.budget.BillingMonth;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.event.VendorEvent;
import io.rollcall.state.StreamRepository;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The opens, counts and last events of Stream connections. Thread-safe. */
final class JdbcStreamRepository implements StreamRepository {
    private final Transactions transactions;

    JdbcStreamRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void opening(String application, Instant now) {
        transactions.change(connection -> Sql.update(
                connection,
                "INSERT INTO rollcall_stream_open (application, opened_at) VALUES (?, ?)",
                application,
                now.toEpochMilli()));
    }

    @Override
    public void notOpened(String application, Instant opening) {
        transactions.change(connection -> Sql.update(
                connection,
                "DELETE FROM rollcall_stream_open WHERE application = ? AND opened_at = ?",
                application,
                opening.toEpochMilli()));
    }

    @Override
    public List<Instant> opens(String application, Instant since) {
        return transactions.read(
                List.of(),
                connection -> Sql.list(
                        connection,
                        "SELECT opened_at FROM rollcall_stream_open WHERE application = ? AND opened_at >= ?"
                                + " ORDER BY opened_at",
                        row -> Instant.ofEpochMilli(row.getLong(1)),
                        application,
                        since.toEpochMilli()));
    }

    @Override
    public void received(String application, BillingMonth month, List<Push> pushes) {
        if (pushes.isEmpty()) {
            return;
        }
        transactions.change(connection -> {
            count(connection, application, month.month(), pushes);
            countByDay(connection, application, month, pushes);
            keep(connection, application, pushes);
        });
    }

    private static void count(Connection connection, String application, YearMonth month, List<Push> pushes)
            throws SQLException {
        Map<String, PushedType> types = new TreeMap<>();
        for (Push push : pushes) {
            types.merge(
                    push.type() + push.metered(),
                    new PushedType(push.type(), push.metered(), 1, push.at()),
                    (one, other) -> new PushedType(
                            one.type(),
                            one.metered(),
                            one.pushes() + other.pushes(),
                            one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt()));
        }
        Sql.batch(
                connection,
                """
                INSERT INTO rollcall_stream_type (application, month, type, metered, pushes, last_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (application, month, type, metered)
                DO UPDATE SET pushes = rollcall_stream_type.pushes + excluded.pushes, last_at = excluded.last_at""",
                types.values().stream()
                        .map(type -> Sql.row(
                                application,
                                month.toString(),
                                StorableText.shown(type.type()),
                                type.metered(),
                                type.pushes(),
                                type.lastAt().toEpochMilli()))
                        .toList());
    }

    @Override
    public void messageSent(String application, BillingMonth month, Instant now) {
        Push push = new Push(true, List.of(new ReceivedEvent(now, MESSAGE, null, null, null, null, null)));
        transactions.change(connection -> {
            count(connection, application, month.month(), List.of(push));
            countByDay(connection, application, month, List.of(push));
        });
    }

    private static void countByDay(Connection connection, String application, BillingMonth month, List<Push> pushes)
            throws SQLException {
        Map<LocalDate, Long> days = new TreeMap<>();
        pushes.stream()
                .filter(Push::metered)
                .forEach(push -> days.merge(LocalDate.ofInstant(push.at(), month.zone()), 1L, Long::sum));
        Sql.batch(
                connection,
                """
                INSERT INTO rollcall_events_by_day (application, event_day, events) VALUES (?, ?, ?)
                ON CONFLICT (application, event_day)
                DO UPDATE SET events = rollcall_events_by_day.events + excluded.events""",
                days.entrySet().stream()
                        .map(day -> Sql.row(application, day.getKey().toString(), day.getValue()))
                        .toList());
    }

    @Override
    public SortedMap<LocalDate, Long> meteredByDay(String application, YearMonth month) {
        SortedMap<LocalDate, Long> days = new TreeMap<>();
        transactions
                .read(
                        List.<Map.Entry<LocalDate, Long>>of(),
                        connection -> Sql.list(
                                connection,
                                """
                                SELECT event_day, events FROM rollcall_events_by_day
                                WHERE application = ? AND event_day BETWEEN ? AND ?""",
                                row -> Map.entry(LocalDate.parse(row.getString(1)), row.getLong(2)),
                                application,
                                month.atDay(1).toString(),
                                month.atEndOfMonth().toString()))
                .forEach(day -> days.put(day.getKey(), day.getValue()));
        return days;
    }

    private static void keep(Connection connection, String application, List<Push> pushes) throws SQLException {
        List<ReceivedEvent> events =
                pushes.stream().flatMap(push -> push.events().stream()).toList();
        Sql.batch(
                connection,
                """
                INSERT INTO rollcall_stream_event
                (application, received_at, pushed, type, meeting, user_id, person, department)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                events.subList(Math.max(0, events.size() - KEPT_EVENTS), events.size()).stream()
                        .map(event -> row(application, event))
                        .toList());
        Sql.update(
                connection,
                """
                DELETE FROM rollcall_stream_event WHERE application = ? AND (received_at < ? OR id <= (
                SELECT id FROM rollcall_stream_event WHERE application = ? ORDER BY id DESC LIMIT 1 OFFSET ?))""",
                application,
                events.get(events.size() - 1).at().minus(EVENT_RETENTION).toEpochMilli(),
                application,
                KEPT_EVENTS);
    }

    private static @Nullable Object[] row(String application, ReceivedEvent event) {
        VendorEvent.Type type = event.type();
        return Sql.row(
                application,
                event.at().toEpochMilli(),
                StorableText.shown(event.pushed()),
                type == null ? null : type.name(),
                StorableText.shown(event.meeting()),
                StorableText.shown(event.user()),
                StorableText.shown(event.userId()),
                StorableText.shown(event.department()));
    }

    @Override
    public List<PushedType> types(String application, YearMonth month) {
        return transactions.read(
                List.of(),
                connection -> Sql.list(
                        connection,
                        "SELECT type, metered, pushes, last_at FROM rollcall_stream_type"
                                + " WHERE application = ? AND month = ? ORDER BY type, metered",
                        row -> new PushedType(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getLong(3),
                                Instant.ofEpochMilli(row.getLong(4))),
                        application,
                        month.toString()));
    }

    @Override
    public List<Numbered> eventsAfter(String application, long number, Instant now) {
        return transactions.read(
                List.of(),
                connection -> Sql.list(
                        connection,
                        """
                        SELECT id, received_at, pushed, type, meeting, user_id, person, department
                        FROM rollcall_stream_event
                        WHERE application = ? AND id > ? AND received_at >= ? ORDER BY id LIMIT ?""",
                        JdbcStreamRepository::event,
                        application,
                        number,
                        now.minus(EVENT_RETENTION).toEpochMilli(),
                        KEPT_EVENTS));
    }

    private static Numbered event(ResultSet row) throws SQLException {
        String type = row.getString(4);
        return new Numbered(
                row.getLong(1),
                new ReceivedEvent(
                        Instant.ofEpochMilli(row.getLong(2)),
                        row.getString(3),
                        type == null ? null : VendorEvent.Type.valueOf(type),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8)));
    }
}
