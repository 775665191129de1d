package io.rollcall.store;

import io.rollcall.model.MeetingId;
import io.rollcall.state.ClockTrust;
import io.rollcall.state.Maintenance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Removes what has outlived its use, at most once a day for all processes together. Invitations and promotions go 180
 * days after they were last touched (a meeting's id is never used again, and no meeting runs that long), learned ids
 * and the audit after 400 days, calls of a month 13 months later. What concerns meetings that are still read is touched
 * instead. Thread-safe.
 */
final class RetentionJob implements Maintenance {
    static final Duration PERIOD = Duration.ofDays(1);
    static final Duration MEETINGS = Duration.ofDays(180);
    static final Duration AUDIT = Duration.ofDays(400);
    static final Duration LEARNED = Duration.ofDays(400);
    static final int BUDGET_MONTHS = 13;

    private static final List<String> OF_MEETINGS = List.of("rollcall_invitation", "rollcall_promotion");

    private final Transactions sessions;
    private final Clock clock;
    private final LongSupplier nanos;
    private final long base;
    /** When to look again, in nanoseconds after {@link #base}. */
    private final AtomicLong next = new AtomicLong();

    private final Map<String, Heard> vendors = new ConcurrentHashMap<>();
    private final Set<String> meetings = ConcurrentHashMap.newKeySet();

    /** A vendor's time, and when it came, in nanoseconds after {@link #base}. */
    private record Heard(Instant time, long at) {}

    /** @param nanos a monotonic clock */
    RetentionJob(Transactions sessions, Clock clock, LongSupplier nanos) {
        this.sessions = sessions;
        this.clock = clock;
        this.nanos = nanos;
        this.base = nanos.getAsLong();
    }

    /** A meeting is still read: what concerns it stays. */
    void read(MeetingId meeting) {
        meetings.add(meeting.value());
    }

    @Override
    public void vendorTime(String application, Instant time) {
        vendors.put(application, new Heard(time, elapsed()));
    }

    private long elapsed() {
        return nanos.getAsLong() - base;
    }

    @Override
    public Optional<String> run() {
        if (vendors.isEmpty() || !sessions.exist() || !isDue()) {
            return Optional.empty();
        }
        long elapsed = elapsed();
        List<Instant> times = vendors.values().stream()
                .map(heard -> heard.time().plusNanos(elapsed - heard.at()))
                .toList();
        Instant now = clock.instant();
        Optional<Instant> newest = sessions.read(Optional.empty(), RetentionJob::newest);
        Optional<String> problem = ClockTrust.problem(now, times, newest.orElse(null));
        if (problem.isEmpty()) {
            List<String> stillRead = meetings.stream().sorted().toList();
            sessions.change(connection -> {
                touch(connection, stillRead, now);
                removeOld(connection, now);
            });
            stillRead.forEach(meetings::remove);
        }
        return problem;
    }

    /** Whether this process should look again; true for one caller only. */
    private boolean isDue() {
        long now = elapsed();
        long due = next.get();
        return now >= due && next.compareAndSet(due, now + PERIOD.toNanos());
    }

    /** The time of the newest row, by the clock that wrote it; empty where there is none. */
    private static Optional<Instant> newest(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        """
                        SELECT max(at) FROM (
                            SELECT max(intended_at) AS at FROM rollcall_audit
                            UNION ALL SELECT max(touched_at) FROM rollcall_invitation
                            UNION ALL SELECT max(touched_at) FROM rollcall_promotion) AS newest""");
                ResultSet row = query.executeQuery()) {
            long at = row.next() ? row.getLong(1) : 0;
            return at == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
        }
    }

    /**
     * The time to write down for rows that expire: not before the newest change in the audit, so that a clock that was
     * slow for one run does not make its rows old.
     */
    static long touchedAt(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT max(intended_at) FROM rollcall_audit");
                ResultSet row = query.executeQuery()) {
            return Math.max(now.toEpochMilli(), row.next() ? row.getLong(1) : 0);
        }
    }

    private static void touch(Connection connection, List<String> meetings, Instant now) throws SQLException {
        for (String table : OF_MEETINGS) {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE " + table + " SET touched_at = ? WHERE meeting = ? AND touched_at < ?")) {
                for (String meeting : meetings) {
                    update.setLong(1, now.toEpochMilli());
                    update.setString(2, meeting);
                    update.setLong(3, now.minus(PERIOD).toEpochMilli());
                    update.addBatch();
                }
                update.executeBatch();
            }
        }
    }

    private static void removeOld(Connection connection, Instant now) throws SQLException {
        if (!takesTurn(connection, now)) {
            return;
        }
        for (String table : OF_MEETINGS) {
            deleteBefore(connection, table, "touched_at", now.minus(MEETINGS));
        }
        deleteBefore(connection, "rollcall_account", "learned_at", now.minus(LEARNED));
        deleteBefore(connection, "rollcall_audit_result", "settled_at", now.minus(AUDIT));
        deleteBefore(connection, "rollcall_audit", "intended_at", now.minus(AUDIT));
        YearMonth current = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        for (String table : List.of("rollcall_calls", "rollcall_exhausted")) {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE month < ?")) {
                delete.setString(1, current.minusMonths(BUDGET_MONTHS).toString());
                delete.executeUpdate();
            }
        }
    }

    // a time ahead of now was written by a clock that was wrong
    private static boolean takesTurn(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement turn = connection.prepareStatement(
                "UPDATE rollcall_upkeep SET expired_at = ? WHERE expired_at <= ? OR expired_at > ?")) {
            turn.setLong(1, now.toEpochMilli());
            turn.setLong(2, now.minus(PERIOD).toEpochMilli());
            turn.setLong(3, now.plus(PERIOD).toEpochMilli());
            return turn.executeUpdate() > 0;
        }
    }

    private static void deleteBefore(Connection connection, String table, String column, Instant time)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM " + table + " WHERE " + column + " < ?")) {
            delete.setLong(1, time.toEpochMilli());
            delete.executeUpdate();
        }
    }
}
