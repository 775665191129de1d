package io.rollcall.store;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.state.LedgerRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The ledger of metered calls: one row for each application and month, counted in one statement, so that no count is
 * lost between processes. Thread-safe.
 */
final class JdbcLedgerRepository implements LedgerRepository {
    private final Transactions transactions;

    JdbcLedgerRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean spend(String application, YearMonth month, long limit) {
        return limit >= 1
                && transactions.write(connection -> Sql.update(
                                connection,
                                """
                                INSERT INTO rollcall_calls (application, month, used) VALUES (?, ?, 1)
                                ON CONFLICT (application, month)
                                DO UPDATE SET used = rollcall_calls.used + 1 WHERE rollcall_calls.used < ?""",
                                application,
                                month.toString(),
                                limit)
                        == 1);
    }

    @Override
    public void giveBack(String application, YearMonth month) {
        transactions.change(connection -> Sql.update(
                connection,
                "UPDATE rollcall_calls SET used = used - 1 WHERE application = ? AND month = ? AND used > 0",
                application,
                month.toString()));
    }

    @Override
    public long used(String application, YearMonth month) {
        return transactions.read(
                0L,
                connection -> Sql.number(
                        connection,
                        "SELECT used FROM rollcall_calls WHERE application = ? AND month = ?",
                        application,
                        month.toString()));
    }

    @Override
    public Optional<Exhaustion> exhaustion(String application, YearMonth month) {
        return transactions.read(Optional.empty(), connection -> exhaustion(connection, application, month));
    }

    private static Optional<Exhaustion> exhaustion(Connection connection, String application, YearMonth month)
            throws SQLException {
        return Sql.first(
                connection,
                "SELECT since, next_try FROM rollcall_exhausted WHERE application = ? AND month = ?",
                row -> new Exhaustion(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))),
                application,
                month.toString());
    }

    @Override
    public void refused(String application, BillingMonth month, Instant now) {
        transactions.change(connection -> {
            Exhaustion refusal = exhaustion(connection, application, month.month())
                    .map(before -> before.again(month, now))
                    .orElseGet(() -> Exhaustion.first(month, now));
            Sql.update(
                    connection,
                    """
                    INSERT INTO rollcall_exhausted (application, month, since, next_try) VALUES (?, ?, ?, ?)
                    ON CONFLICT (application, month)
                    DO UPDATE SET since = excluded.since, next_try = excluded.next_try""",
                    application,
                    month.month().toString(),
                    refusal.since().toEpochMilli(),
                    refusal.nextTry().toEpochMilli());
        });
    }

    /** Of several processes that read the same refusal, the first to write wins. */
    @Override
    public boolean tryAgain(String application, YearMonth month, Exhaustion read, Instant now) {
        return transactions.write(connection -> Sql.update(
                        connection,
                        "UPDATE rollcall_exhausted SET next_try = ? WHERE application = ? AND month = ? AND next_try = ?",
                        read.trying(now).nextTry().toEpochMilli(),
                        application,
                        month.toString(),
                        read.nextTry().toEpochMilli())
                == 1);
    }

    @Override
    public void accepted(String application, YearMonth month) {
        transactions.change(connection -> Sql.update(
                connection,
                "DELETE FROM rollcall_exhausted WHERE application = ? AND month = ?",
                application,
                month.toString()));
    }

    @Override
    public void sawMeetings(String flow, long calls) {
        transactions.change(connection -> Sql.update(
                connection,
                """
                INSERT INTO rollcall_seen_meetings (flow, calls) VALUES (?, ?)
                ON CONFLICT (flow) DO UPDATE SET calls = excluded.calls""",
                flow,
                calls));
    }

    @Override
    public OptionalLong seenMeetings(String flow) {
        return transactions.read(OptionalLong.empty(), connection -> Sql.first(
                        connection,
                        "SELECT calls FROM rollcall_seen_meetings WHERE flow = ?",
                        row -> OptionalLong.of(row.getLong(1)),
                        flow)
                .orElse(OptionalLong.empty()));
    }
}
