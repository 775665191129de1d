package io.rollcall.store;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.state.LedgerRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalLong;

/** The call budget: one row an application and month, counted by one statement, so that no two counts can cross. */
final class JdbcLedgerRepository implements LedgerRepository {
    private final Transactions sessions;

    JdbcLedgerRepository(Transactions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean spend(String application, YearMonth month, long limit) {
        if (limit < 1) {
            return false;
        }
        return sessions.write(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_calls (application, month, used) VALUES (?, ?, 1)
                    ON CONFLICT (application, month)
                    DO UPDATE SET used = rollcall_calls.used + 1 WHERE rollcall_calls.used < ?""")) {
                upsert.setString(1, application);
                upsert.setString(2, month.toString());
                upsert.setLong(3, limit);
                return upsert.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void giveBack(String application, YearMonth month) {
        sessions.change(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    """
                    UPDATE rollcall_calls SET used = used - 1
                    WHERE application = ? AND month = ? AND used > 0""")) {
                update.setString(1, application);
                update.setString(2, month.toString());
                update.executeUpdate();
            }
        });
    }

    @Override
    public long used(String application, YearMonth month) {
        return sessions.read(0L, connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT used FROM rollcall_calls WHERE application = ? AND month = ?")) {
                query.setString(1, application);
                query.setString(2, month.toString());
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    @Override
    public Optional<Exhaustion> exhaustion(String application, YearMonth month) {
        return sessions.read(Optional.empty(), connection -> exhaustion(connection, application, month));
    }

    private static Optional<Exhaustion> exhaustion(Connection connection, String application, YearMonth month)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT since, next_try FROM rollcall_exhausted WHERE application = ? AND month = ?")) {
            query.setString(1, application);
            query.setString(2, month.toString());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Exhaustion(
                                Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))))
                        : Optional.empty();
            }
        }
    }

    @Override
    public void refused(String application, BillingMonth month, Instant now) {
        sessions.change(connection -> {
            Exhaustion refusal = exhaustion(connection, application, month.month())
                    .map(before -> before.again(month, now))
                    .orElseGet(() -> Exhaustion.first(month, now));
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_exhausted (application, month, since, next_try) VALUES (?, ?, ?, ?)
                    ON CONFLICT (application, month)
                    DO UPDATE SET since = excluded.since, next_try = excluded.next_try""")) {
                upsert.setString(1, application);
                upsert.setString(2, month.month().toString());
                upsert.setLong(3, refusal.since().toEpochMilli());
                upsert.setLong(4, refusal.nextTry().toEpochMilli());
                upsert.executeUpdate();
            }
        });
    }

    @Override
    public boolean tryAgain(String application, YearMonth month, Exhaustion read, Instant now) {
        return sessions.write(connection -> {
            // of several processes that read the same, the first to write wins
            try (PreparedStatement update = connection.prepareStatement(
                    """
                    UPDATE rollcall_exhausted SET next_try = ?
                    WHERE application = ? AND month = ? AND next_try = ?""")) {
                update.setLong(1, read.trying(now).nextTry().toEpochMilli());
                update.setString(2, application);
                update.setString(3, month.toString());
                update.setLong(4, read.nextTry().toEpochMilli());
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void accepted(String application, YearMonth month) {
        sessions.change(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM rollcall_exhausted WHERE application = ? AND month = ?")) {
                delete.setString(1, application);
                delete.setString(2, month.toString());
                delete.executeUpdate();
            }
        });
    }

    @Override
    public void sawMeetings(String flow, long calls) {
        sessions.change(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_seen_meetings (flow, calls) VALUES (?, ?)
                    ON CONFLICT (flow) DO UPDATE SET calls = excluded.calls""")) {
                upsert.setString(1, flow);
                upsert.setLong(2, calls);
                upsert.executeUpdate();
            }
        });
    }

    @Override
    public OptionalLong seenMeetings(String flow) {
        return sessions.read(OptionalLong.empty(), connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT calls FROM rollcall_seen_meetings WHERE flow = ?")) {
                query.setString(1, flow);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }
}
