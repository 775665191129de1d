package io.rollcall.store;

import io.rollcall.state.Pause;
import io.rollcall.state.PauseRepository;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The pauses: one row for each paused flow, and one for all flows. Expired rows stay until they are replaced. Thread-safe. */
final class JdbcPauseRepository implements PauseRepository {
    private static final String ALL = "";

    private final Transactions transactions;

    JdbcPauseRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Pause> inForce(Instant now) {
        return transactions.read(List.of(), connection -> inForce(connection, now));
    }

    private static List<Pause> inForce(Connection connection, Instant now) throws SQLException {
        return Sql.list(
                        connection,
                        "SELECT flow, since, until_at, reason FROM rollcall_pause",
                        JdbcPauseRepository::read)
                .stream()
                .filter(pause -> pause.isInForce(now))
                .sorted(Pause.IN_ORDER)
                .toList();
    }

    private static Pause read(ResultSet row) throws SQLException {
        String flow = row.getString(1);
        return new Pause(
                flow.equals(ALL) ? null : flow,
                Instant.ofEpochMilli(row.getLong(2)),
                Sql.instant(row, 3),
                row.getString(4));
    }

    @Override
    public void pause(Pause pause) {
        String flow = pause.flow();
        Instant until = pause.until();
        transactions.change(connection -> Sql.update(
                connection,
                """
                INSERT INTO rollcall_pause (flow, since, until_at, reason) VALUES (?, ?, ?, ?)
                ON CONFLICT (flow) DO UPDATE SET since = excluded.since, until_at = excluded.until_at,
                reason = excluded.reason""",
                flow == null ? ALL : flow,
                pause.since().toEpochMilli(),
                until == null ? null : until.toEpochMilli(),
                pause.reason()));
    }

    @Override
    public boolean resume(Collection<String> flows, Instant now) {
        return transactions.write(connection -> {
            if (inForce(connection, now).stream().anyMatch(Pause::isOfAll)) {
                return false;
            }
            for (String flow : flows) {
                Sql.update(connection, "DELETE FROM rollcall_pause WHERE flow = ?", flow);
            }
            return true;
        });
    }

    @Override
    public void resumeAll() {
        transactions.change(connection -> Sql.update(connection, "DELETE FROM rollcall_pause"));
    }
}
