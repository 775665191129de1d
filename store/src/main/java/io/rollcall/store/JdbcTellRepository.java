package io.rollcall.store;

import io.rollcall.state.TellRepository;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.Told;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The states, counts and reported failures of channels. Thread-safe. */
final class JdbcTellRepository implements TellRepository {
    private final Transactions transactions;

    JdbcTellRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<ChannelStatus> status(String channel) {
        return transactions.read(
                Optional.empty(),
                connection -> Sql.first(
                        connection,
                        """
                        SELECT channel, state, since, until_at, code, remedy, credentials, delivered_at
                        FROM rollcall_tell_channel WHERE channel = ?""",
                        JdbcTellRepository::status,
                        channel));
    }

    private static ChannelStatus status(ResultSet row) throws SQLException {
        return new ChannelStatus(
                row.getString(1),
                ChannelStatus.State.valueOf(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                Sql.instant(row, 4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Sql.instant(row, 8));
    }

    @Override
    public void save(ChannelStatus status) {
        transactions.change(connection -> Sql.update(
                connection,
                """
                INSERT INTO rollcall_tell_channel
                (channel, state, since, until_at, code, remedy, credentials, delivered_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (channel) DO UPDATE SET state = excluded.state, since = excluded.since,
                until_at = excluded.until_at, code = excluded.code, remedy = excluded.remedy,
                credentials = excluded.credentials, delivered_at = excluded.delivered_at""",
                status.channel(),
                status.state().name(),
                status.since().toEpochMilli(),
                millis(status.until()),
                StorableText.shown(status.code()),
                StorableText.shown(status.remedy()),
                status.fingerprint(),
                millis(status.deliveredAt())));
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    @Override
    public long messages(String channel, YearMonth month) {
        return transactions.read(
                0L,
                connection -> Sql.number(
                        connection,
                        "SELECT messages FROM rollcall_tell_month WHERE channel = ? AND month = ?",
                        channel,
                        month.toString()));
    }

    @Override
    public void sent(String channel, YearMonth month) {
        transactions.change(connection -> Sql.update(
                connection,
                """
                INSERT INTO rollcall_tell_month (channel, month, messages) VALUES (?, ?, 1)
                ON CONFLICT (channel, month) DO UPDATE SET messages = rollcall_tell_month.messages + 1""",
                channel,
                month.toString()));
    }

    @Override
    public Map<String, List<Told>> told(String channel) {
        Map<String, List<Told>> told = new TreeMap<>();
        transactions
                .read(
                        List.<Map.Entry<String, Told>>of(),
                        connection -> Sql.list(
                                connection,
                                """
                                SELECT flow, failure, since, told_at, ended FROM rollcall_tell_failure
                                WHERE channel = ? ORDER BY flow, failure""",
                                row -> Map.entry(
                                        row.getString(1),
                                        new Told(
                                                row.getString(2),
                                                Instant.ofEpochMilli(row.getLong(3)),
                                                Instant.ofEpochMilli(row.getLong(4)),
                                                row.getBoolean(5))),
                                channel))
                .forEach(row -> told.computeIfAbsent(row.getKey(), any -> new ArrayList<>())
                        .add(row.getValue()));
        return told;
    }

    @Override
    public void told(String channel, Map<String, List<Told>> told) {
        if (told.isEmpty()) {
            return;
        }
        transactions.change(connection -> {
            Sql.batch(
                    connection,
                    "DELETE FROM rollcall_tell_failure WHERE channel = ? AND flow = ?",
                    told.keySet().stream().map(flow -> Sql.row(channel, flow)).toList());
            List<@Nullable Object[]> rows = new ArrayList<>();
            told.forEach((flow, failures) -> failures.forEach(failure -> rows.add(Sql.row(
                    channel,
                    flow,
                    StorableText.shown(failure.failure()),
                    failure.since().toEpochMilli(),
                    failure.at().toEpochMilli(),
                    failure.over()))));
            Sql.batch(
                    connection,
                    """
                    INSERT INTO rollcall_tell_failure (channel, flow, failure, since, told_at, ended)
                    VALUES (?, ?, ?, ?, ?, ?)""",
                    rows);
        });
    }
}
