package io.rollcall.store;

import io.rollcall.report.RunOutcome;
import io.rollcall.state.RunRepository;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** The counts of runs by flow, day and outcome. Thread-safe. */
final class JdbcRunRepository implements RunRepository {
    private final Transactions transactions;

    JdbcRunRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void ended(Collection<Runs> runs) {
        if (runs.isEmpty()) {
            return;
        }
        transactions.change(connection -> Sql.batch(
                connection,
                """
                INSERT INTO rollcall_runs_by_day (flow, run_day, outcome, runs) VALUES (?, ?, ?, ?)
                ON CONFLICT (flow, run_day, outcome)
                DO UPDATE SET runs = rollcall_runs_by_day.runs + excluded.runs""",
                runs.stream()
                        .map(one -> Sql.row(
                                one.flow(), one.day().toString(), one.outcome().name(), one.count()))
                        .toList()));
    }

    @Override
    public List<Runs> since(LocalDate first) {
        return transactions.read(
                List.of(),
                connection -> Sql.list(
                        connection,
                        """
                        SELECT flow, run_day, outcome, runs FROM rollcall_runs_by_day WHERE run_day >= ?
                        ORDER BY flow, run_day, outcome""",
                        row -> new Runs(
                                row.getString(1),
                                LocalDate.parse(row.getString(2)),
                                RunOutcome.valueOf(row.getString(3)),
                                row.getLong(4)),
                        first.toString()));
    }
}
