package io.rollcall.store;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import io.rollcall.state.RosterRepository;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tracked rosters. Times are kept to the millisecond. Thread-safe. */
final class JdbcRosterRepository implements RosterRepository {
    private static final String CHANGES =
            """
            SELECT c.number, c.id, c.changed_at, c.flow, c.kind, c.user_id, c.union_id, c.from_departments,
            c.to_departments, c.fields, p.name
            FROM rollcall_roster_change c LEFT JOIN rollcall_roster_person p ON p.number = c.person
            """;

    private final Transactions transactions;

    JdbcRosterRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public long begin(String flow, Instant now) {
        RosterSearchPages.fill(transactions);
        boolean left;
        do {
            left = applyNext(flow);
        } while (left);
        for (long run : transactions.read(List.<Long>of(), connection -> RosterStaging.unfinished(connection, flow))) {
            dropAll(run);
        }
        return transactions.write(connection -> RosterStaging.begin(connection, flow, now));
    }

    private void dropAll(long run) {
        boolean left;
        do {
            left = transactions.write(connection -> RosterStaging.dropPart(connection, run));
        } while (left);
    }

    @Override
    public List<KnownPerson> byId(String flow, Collection<PersonId> ids) {
        return transactions.read(List.of(), connection -> RosterPeople.byId(connection, flow, ids));
    }

    @Override
    public List<KnownPerson> byUnionId(String flow, Collection<UserId> ids) {
        return transactions.read(List.of(), connection -> RosterPeople.byUnionId(connection, flow, ids));
    }

    @Override
    public Map<Long, String> records(String flow, Collection<Long> numbers) {
        return transactions.read(Map.of(), connection -> RosterPeople.records(connection, flow, numbers));
    }

    @Override
    public List<KnownPerson> inState(String flow, State state, long afterNumber, int most) {
        return transactions.read(
                List.of(), connection -> RosterPeople.inState(connection, flow, state, afterNumber, most));
    }

    @Override
    public void stage(long run, List<StagedPerson> people) {
        if (!people.isEmpty()) {
            transactions.writeUnsynced(connection -> {
                RosterStaging.stage(connection, run, people);
                return true;
            });
        }
    }

    @Override
    public void stageDepartments(long run, List<TrackedDepartment> departments) {
        if (!departments.isEmpty()) {
            transactions.change(connection -> RosterStaging.stageDepartments(connection, run, departments));
        }
    }

    @Override
    public void accept(long run, RunSummary summary, boolean walkedAll) {
        transactions.change(connection -> RosterStaging.accept(connection, run, summary, walkedAll));
    }

    @Override
    public void acceptPart(long run, long people) {
        transactions.change(connection -> RosterStaging.acceptPart(connection, run, people));
    }

    @Override
    public long lostSinceWalk(String flow) {
        return transactions.read(
                0L,
                connection -> Sql.number(
                        connection,
                        """
                        SELECT count(*) FROM rollcall_roster_change
                        WHERE flow = ? AND kind IN ('left', 'unseen') AND changed_at > (
                        SELECT walked_at FROM rollcall_roster_run
                        WHERE flow = ? AND state IN ('ACCEPTED', 'APPLIED') ORDER BY id DESC LIMIT 1)""",
                        flow,
                        flow));
    }

    @Override
    public Map<DepartmentId, TrackedDepartment> departments(String flow, Collection<DepartmentId> departments) {
        return transactions.read(Map.of(), connection -> RosterPeople.open(connection, flow, departments));
    }

    @Override
    public boolean applyNext(String flow) {
        boolean any = transactions.read(false, connection -> RosterApply.isAccepted(connection, flow));
        if (!any) {
            return false;
        }
        boolean more = transactions.writeUnsynced(connection -> RosterApply.next(connection, flow));
        if (!more) {
            transactions.change(connection -> RosterApply.end(connection, flow));
        }
        return more;
    }

    @Override
    public void drop(long run, RunSummary summary) {
        transactions.change(connection -> RosterStaging.keepSummary(connection, run, summary));
        dropAll(run);
    }

    @Override
    public void quarantine(String flow, Quarantine quarantine, Collection<PersonId> lost) {
        transactions.change(connection -> RosterQuarantines.keep(connection, flow, quarantine, lost));
    }

    @Override
    public Optional<Quarantine> quarantine(String flow) {
        return transactions.read(Optional.empty(), connection -> RosterQuarantines.of(connection, flow));
    }

    @Override
    public boolean isAccepted(String flow, Collection<PersonId> lost, Instant now) {
        return transactions.read(false, connection -> RosterQuarantines.isAccepted(connection, flow, lost, now));
    }

    @Override
    public boolean allow(String flow, @Nullable Instant quarantinedAt, Instant until) {
        return quarantine(flow).isPresent()
                && transactions.write(connection -> RosterQuarantines.allow(connection, flow, quarantinedAt, until));
    }

    @Override
    public void release(String flow) {
        // most runs have nothing to end, and write nothing
        if (quarantine(flow).isPresent()) {
            transactions.change(connection -> RosterQuarantines.release(connection, flow));
        }
    }

    @Override
    public Optional<RosterStatus> status(String flow) {
        return transactions.read(
                Optional.empty(),
                connection -> Sql.first(
                        connection,
                        """
                        SELECT tracked_since, started_at, ended_at, complete, people, head_count, missing
                        FROM rollcall_roster_run
                        WHERE flow = ? AND state IN ('ACCEPTED', 'APPLIED') ORDER BY id DESC LIMIT 1""",
                        JdbcRosterRepository::status,
                        flow));
    }

    private static RosterStatus status(ResultSet row) throws SQLException {
        return new RosterStatus(
                Instant.ofEpochMilli(row.getLong(1)),
                new RunSummary(
                        Instant.ofEpochMilli(row.getLong(2)),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getBoolean(4),
                        row.getLong(5),
                        Sql.nullableLong(row, 6),
                        row.getLong(7)));
    }

    @Override
    public List<StoredChange> changes(String flow, @Nullable Instant since, long afterNumber, int most) {
        return transactions.read(List.of(), connection -> {
            long after = Math.max(afterNumber, since == null ? 0 : before(connection, flow, since));
            return Sql.list(
                    connection,
                    CHANGES
                            + """
                    WHERE c.flow = ? AND c.number > ? AND c.changed_at >= ? ORDER BY c.number LIMIT ?""",
                    JdbcRosterRepository::change,
                    flow,
                    after,
                    millis(since),
                    most);
        });
    }

    @Override
    public List<StoredChange> latestChanges(String flow, @Nullable Instant since, long beforeNumber, int most) {
        return latest(
                "WHERE c.flow = ? AND c.number < ? AND c.changed_at >= ?", flow, beforeNumber, millis(since), most);
    }

    @Override
    public List<StoredChange> changesOf(String flow, long number, int most) {
        return latest("WHERE c.flow = ? AND c.person = ?", flow, number, most);
    }

    /** @param values those of the condition, then the most rows */
    private List<StoredChange> latest(String condition, Object... values) {
        return transactions.read(
                List.of(),
                connection -> Sql.list(
                        connection,
                        CHANGES + condition + " ORDER BY c.number DESC LIMIT ?",
                        JdbcRosterRepository::change,
                        values));
    }

    @Override
    public List<Placement> placements(String flow, long number) {
        return transactions.read(
                List.of(),
                connection -> Sql.list(
                        connection,
                        """
                        SELECT l.department,
                               (SELECT d.name FROM rollcall_roster_department d
                                WHERE d.flow = ? AND d.department = l.department
                                ORDER BY d.valid_from DESC LIMIT 1),
                               l.valid_from, l.valid_until
                        FROM rollcall_roster_placement l
                        JOIN rollcall_roster_person p ON p.number = l.person AND p.flow = ?
                        WHERE l.person = ?
                        ORDER BY CASE WHEN l.valid_until IS NULL THEN 0 ELSE 1 END, l.valid_from DESC, l.department""",
                        row -> new Placement(
                                new DepartmentId(row.getLong(1)),
                                row.getString(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                Sql.instant(row, 4)),
                        flow,
                        flow,
                        number));
    }

    @Override
    public List<PersonId> lost(String flow, long skipped, int most) {
        return transactions.read(List.of(), connection -> RosterQuarantines.lost(connection, flow, skipped, most));
    }

    /** A number before the first change since a time, so that the earlier ones are not read. */
    private static long before(Connection connection, String flow, Instant since) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT coalesce(min(number), 1) FROM rollcall_roster_change WHERE flow = ? AND changed_at >= ?",
                        flow,
                        millis(since))
                - 1;
    }

    private static long millis(@Nullable Instant since) {
        return since == null ? Long.MIN_VALUE : since.toEpochMilli();
    }

    private static StoredChange change(ResultSet row) throws SQLException {
        String unionId = row.getString(7);
        return new StoredChange(
                row.getLong(1),
                new RosterChange(
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getString(4),
                        RosterLists.kind(row.getString(5)),
                        new PersonId(row.getString(6)),
                        unionId == null ? null : new UserId(unionId),
                        RosterLists.departments(row.getString(8)),
                        RosterLists.departments(row.getString(9)),
                        RosterLists.words(row.getString(10))),
                row.getString(11));
    }

    @Override
    public Map<RosterChange.Kind, Long> counts(String flow, @Nullable Instant since) {
        Map<RosterChange.Kind, Long> counts = new EnumMap<>(RosterChange.Kind.class);
        Arrays.stream(RosterChange.Kind.values()).forEach(kind -> counts.put(kind, 0L));
        transactions.read(
                List.of(),
                connection -> Sql.list(
                        connection,
                        """
                        SELECT kind, count(*) FROM rollcall_roster_change
                        WHERE flow = ? AND changed_at >= ? GROUP BY kind""",
                        row -> counts.put(RosterLists.kind(row.getString(1)), row.getLong(2)),
                        flow,
                        millis(since)));
        return counts;
    }

    @Override
    public long delivered(String flow, String reader) {
        return transactions.read(
                0L,
                connection -> Sql.number(
                        connection,
                        "SELECT number FROM rollcall_roster_delivered WHERE flow = ? AND reader = ?",
                        flow,
                        reader));
    }

    @Override
    public void delivered(String flow, String reader, long number) {
        transactions.change(connection -> Sql.update(
                connection,
                """
                INSERT INTO rollcall_roster_delivered (flow, reader, number) VALUES (?, ?, ?)
                ON CONFLICT (flow, reader) DO UPDATE SET number = excluded.number""",
                flow,
                reader,
                number));
    }

    @Override
    public Map<UserId, String> names(Collection<UserId> ids) {
        return transactions.read(Map.of(), connection -> RosterPeople.names(connection, ids));
    }

    @Override
    public Map<DepartmentId, String> departmentNames(String flow, Collection<DepartmentId> departments) {
        return transactions.read(Map.of(), connection -> {
            Map<DepartmentId, String> names = new HashMap<>();
            RosterPeople.departments(connection, flow, departments).forEach((id, department) -> {
                String name = department.name();
                if (name != null) {
                    names.put(id, name);
                }
            });
            return names;
        });
    }

    @Override
    public List<FoundPerson> inDepartment(String flow, DepartmentId department, Instant at) {
        return transactions.read(List.of(), connection -> RosterPeople.inDepartment(connection, flow, department, at));
    }
}
