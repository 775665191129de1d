package io.rollcall.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Removes what has outlived its use, at most once a day for all processes together. Invitations and promotions go 180
 * days after they were last touched (a meeting's id is never used again, and no meeting runs that long), learned ids
 * and the audit after 400 days, calls of a month 13 months later. Thread-safe.
 */
final class Expiry {
    static final Duration PERIOD = Duration.ofDays(1);
    static final Duration MEETINGS = Duration.ofDays(180);
    static final Duration AUDIT = Duration.ofDays(400);
    static final Duration LEARNED = Duration.ofDays(400);
    static final int BUDGET_MONTHS = 13;

    private final Clock clock;
    private final AtomicLong nextMillis = new AtomicLong(Long.MIN_VALUE);

    Expiry(Clock clock) {
        this.clock = clock;
    }

    /** Whether this process should look again; true for one caller only. */
    boolean isDue() {
        long now = clock.millis();
        long next = nextMillis.get();
        return now >= next && nextMillis.compareAndSet(next, now + PERIOD.toMillis());
    }

    /** Removes the old rows, unless another process did so in the last day; answers whether it did. */
    boolean run(Connection connection) throws SQLException {
        Instant now = clock.instant();
        if (!takesTurn(connection, now)) {
            return false;
        }
        deleteBefore(connection, "rollcall_invitation", "touched_at", now.minus(MEETINGS));
        deleteBefore(connection, "rollcall_promotion", "touched_at", now.minus(MEETINGS));
        deleteBefore(connection, "rollcall_account", "learned_at", now.minus(LEARNED));
        deleteBefore(connection, "rollcall_audit_result", "settled_at", now.minus(AUDIT));
        deleteBefore(connection, "rollcall_audit", "intended_at", now.minus(AUDIT));
        YearMonth current = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        for (String table : List.of("rollcall_calls", "rollcall_exhausted")) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE month < ?")) {
                delete.setString(1, current.minusMonths(BUDGET_MONTHS).toString());
                delete.executeUpdate();
            }
        }
        return true;
    }

    private static boolean takesTurn(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement turn =
                connection.prepareStatement("UPDATE rollcall_upkeep SET expired_at = ? WHERE expired_at <= ?")) {
            turn.setLong(1, now.toEpochMilli());
            turn.setLong(2, now.minus(PERIOD).toEpochMilli());
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
