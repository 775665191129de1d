package io.rollcall.store;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.CallUse;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.SeenMeetings;
import io.rollcall.budget.UsedCalls;
import io.rollcall.state.LedgerRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The ledger of metered calls: one row for each application and month, counted in one statement, so that no count is
 * lost between processes. Thread-safe.
 */
final class JdbcLedgerRepository implements LedgerRepository {
    /** In place of a flow's name, which is never empty. */
    private static final String NO_FLOW = "";

    private final Transactions transactions;

    JdbcLedgerRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean spend(String application, YearMonth month, long limit, CallUse use) {
        return limit >= 1
                && transactions.write(connection -> {
                    boolean counted = Sql.update(
                                    connection,
                                    """
                            INSERT INTO rollcall_calls (application, month, used) VALUES (?, ?, 1)
                            ON CONFLICT (application, month)
                            DO UPDATE SET used = rollcall_calls.used + 1 WHERE rollcall_calls.used < ?""",
                                    application,
                                    month.toString(),
                                    limit)
                            == 1;
                    if (counted) {
                        count(connection, application, use);
                    }
                    return counted;
                });
    }

    private static void count(Connection connection, String application, CallUse use) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO rollcall_calls_by_day (application, call_day, flow, operation, calls) VALUES (?, ?, ?, ?, 1)
                ON CONFLICT (application, call_day, flow, operation)
                DO UPDATE SET calls = rollcall_calls_by_day.calls + 1""",
                application,
                use.day().toString(),
                Objects.requireNonNullElse(use.flow(), NO_FLOW),
                use.operation().toString());
    }

    @Override
    public void giveBack(String application, YearMonth month, CallUse use) {
        transactions.change(connection -> {
            Sql.update(
                    connection,
                    "UPDATE rollcall_calls SET used = used - 1 WHERE application = ? AND month = ? AND used > 0",
                    application,
                    month.toString());
            String flow = Objects.requireNonNullElse(use.flow(), NO_FLOW);
            Sql.update(
                    connection,
                    """
                    UPDATE rollcall_calls_by_day SET calls = calls - 1
                    WHERE application = ? AND flow = ? AND operation = ? AND call_day = (
                        SELECT max(call_day) FROM rollcall_calls_by_day
                        WHERE application = ? AND flow = ? AND operation = ? AND calls > 0
                          AND call_day BETWEEN ? AND ?)""",
                    application,
                    flow,
                    use.operation().toString(),
                    application,
                    flow,
                    use.operation().toString(),
                    month.atDay(1).toString(),
                    use.day().toString());
        });
    }

    @Override
    public List<UsedCalls> uses(String application, YearMonth month) {
        return transactions.read(
                List.of(),
                connection -> Sql.list(
                        connection,
                        """
                        SELECT call_day, flow, operation, calls FROM rollcall_calls_by_day
                        WHERE application = ? AND call_day BETWEEN ? AND ? AND calls > 0
                        ORDER BY call_day, flow, operation""",
                        row -> new UsedCalls(
                                LocalDate.parse(row.getString(1)),
                                row.getString(2).equals(NO_FLOW) ? null : row.getString(2),
                                row.getString(3),
                                row.getLong(4)),
                        application,
                        month.atDay(1).toString(),
                        month.atEndOfMonth().toString()));
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
    public void sawMeetings(String flow, int hourOfWeek, long calls) {
        transactions.change(connection -> {
            Sql.update(
                    connection,
                    """
                    INSERT INTO rollcall_meetings_by_hour (flow, hour, calls) VALUES (?, ?, ?)
                    ON CONFLICT (flow, hour) DO UPDATE SET calls = excluded.calls""",
                    flow,
                    hourOfWeek,
                    calls);
            if (calls > 0) {
                Sql.update(
                        connection,
                        """
                        INSERT INTO rollcall_seen_meetings (flow, calls) VALUES (?, ?)
                        ON CONFLICT (flow) DO UPDATE SET calls = excluded.calls""",
                        flow,
                        calls);
            }
        });
    }

    @Override
    public SeenMeetings seenMeetings(String flow) {
        return transactions.read(SeenMeetings.NONE, connection -> {
            Map<Integer, Long> byHour = Sql.list(
                            connection,
                            "SELECT hour, calls FROM rollcall_meetings_by_hour WHERE flow = ?",
                            row -> Map.entry(row.getInt(1), row.getLong(2)),
                            flow)
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            OptionalLong last = Sql.first(
                            connection,
                            "SELECT calls FROM rollcall_seen_meetings WHERE flow = ?",
                            row -> OptionalLong.of(row.getLong(1)),
                            flow)
                    .orElse(OptionalLong.empty());
            return new SeenMeetings(byHour, last);
        });
    }
}
