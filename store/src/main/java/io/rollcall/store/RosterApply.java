package io.rollcall.store;

import io.rollcall.model.DepartmentId;
import io.rollcall.state.RosterRepository.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out an accepted run in parts: departments first, then people in the order in which they were staged. Each part
 * removes what it has applied in the same transaction, so that a part is applied once. Stateless and thread-safe.
 */
final class RosterApply {
    /** Rows of one part, so that other processes do not wait for long. */
    private static final int PART = 2_000;

    private RosterApply() {}

    /**
     * @param endedAt of a run that walked nothing, when it began: its row has the end of the last walk
     * @param walkedBefore the end of the last walk before this run; 0 if there was none
     */
    private record AcceptedRun(long id, String flow, long endedAt, long walkedBefore, long appliedTo) {}

    /** A staged person without what the database copies by itself. @param person null for a new one */
    private record Staged(
            long id,
            @Nullable Long person,
            State state,
            long at,
            List<DepartmentId> departments,
            @Nullable String changes,
            @Nullable String name,
            boolean isRecordNew) {
        /** The number of the person: a new one has that of the staged row. */
        long number() {
            return person == null ? id : person;
        }
    }

    /** Where a person is as far as the store knows. */
    private record Before(State state, List<DepartmentId> departments, @Nullable String name) {
        /** Whether searches find the person in the same way as before. */
        boolean isFoundAs(Staged person) {
            String now = person.name() == null && !person.isRecordNew() ? name : person.name();
            return state == person.state() && Objects.equals(name, now);
        }

        List<DepartmentId> open() {
            return state == State.PRESENT ? departments : List.of();
        }
    }

    /** Whether a run of a flow was accepted and is not applied. */
    static boolean isAccepted(Connection connection, String flow) throws SQLException {
        return accepted(connection, flow).isPresent();
    }

    /** Applies a part; returns whether something is left to apply before the {@link #end}. */
    static boolean next(Connection connection, String flow) throws SQLException {
        Optional<AcceptedRun> accepted = accepted(connection, flow);
        if (accepted.isEmpty()) {
            return false;
        }
        AcceptedRun run = accepted.get();
        if (departments(connection, run)) {
            return true;
        }
        List<Staged> people = staged(connection, run);
        if (!people.isEmpty()) {
            people(connection, run, people);
        }
        return people.size() == PART || isStaged(connection, run);
    }

    /** Ends the run whose parts are all applied. */
    static void end(Connection connection, String flow) throws SQLException {
        Optional<AcceptedRun> accepted = accepted(connection, flow);
        if (accepted.isPresent() && !isStaged(connection, accepted.get())) {
            Sql.update(
                    connection,
                    "UPDATE rollcall_roster_run SET state = 'APPLIED' WHERE id = ?",
                    accepted.get().id());
        }
    }

    private static Optional<AcceptedRun> accepted(Connection connection, String flow) throws SQLException {
        return Sql.first(
                connection,
                """
                SELECT id, CASE WHEN begun_at > ended_at THEN begun_at ELSE ended_at END,
                coalesce(walked_before, 0), applied_to FROM rollcall_roster_run
                WHERE flow = ? AND state = 'ACCEPTED' ORDER BY id LIMIT 1""",
                row -> new AcceptedRun(row.getLong(1), flow, row.getLong(2), row.getLong(3), row.getLong(4)),
                flow);
    }

    private static boolean isStaged(Connection connection, AcceptedRun run) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT count(*) FROM (SELECT 1 FROM rollcall_roster_staged WHERE run = ? LIMIT 1) t",
                        run.id())
                > 0;
    }

    // ---- departments

    private record Department(long id, @Nullable String name, @Nullable Long parent, long from) {}

    /** Applies a part of the departments; false if there is none. */
    private static boolean departments(Connection connection, AcceptedRun run) throws SQLException {
        List<Department> staged = Sql.list(
                connection,
                "SELECT department, name, parent, 0 FROM rollcall_roster_staged_department WHERE run = ?"
                        + " ORDER BY department LIMIT ?",
                RosterApply::department,
                run.id(),
                PART);
        if (staged.isEmpty()) {
            return false;
        }
        Map<Long, Department> last = lastOf(connection, run, staged, "");
        Map<Long, Department> open = lastOf(connection, run, staged, " AND valid_until IS NULL");
        List<@Nullable Object[]> ended = new ArrayList<>();
        List<@Nullable Object[]> begun = new ArrayList<>();
        for (Department found : staged) {
            Department known = last.get(found.id());
            Department now = known == null ? found : completed(found, known);
            Department current = open.get(found.id());
            if (current != null && isSame(now, current)) {
                continue;
            }
            if (current != null) {
                ended.add(Sql.row(Math.max(run.endedAt(), current.from()), run.flow(), found.id()));
            }
            begun.add(Sql.row(
                    run.flow(),
                    now.id(),
                    now.name(),
                    now.parent(),
                    Math.max(run.endedAt(), known == null ? 0 : known.from() + 1)));
        }
        Sql.batch(
                connection,
                "UPDATE rollcall_roster_department SET valid_until = ?"
                        + " WHERE flow = ? AND department = ? AND valid_until IS NULL",
                ended);
        Sql.batch(
                connection,
                "INSERT INTO rollcall_roster_department (flow, department, name, parent, valid_from)"
                        + " VALUES (?, ?, ?, ?, ?)",
                begun);
        Sql.update(
                connection,
                "DELETE FROM rollcall_roster_staged_department WHERE run = ? AND department <= ?",
                run.id(),
                staged.get(staged.size() - 1).id());
        return true;
    }

    private static Department department(ResultSet row) throws SQLException {
        return new Department(row.getLong(1), row.getString(2), Sql.nullableLong(row, 3), row.getLong(4));
    }

    private static Map<Long, Department> lastOf(
            Connection connection, AcceptedRun run, List<Department> staged, String condition) throws SQLException {
        Map<Long, Department> found = new HashMap<>();
        for (List<Long> ids : Chunks.of(staged.stream().map(Department::id).toList())) {
            Sql.list(
                            connection,
                            "SELECT department, name, parent, valid_from FROM rollcall_roster_department WHERE flow = ?"
                                    + condition + " AND department IN " + Chunks.placeholders(ids.size())
                                    + " ORDER BY valid_from",
                            RosterApply::department,
                            RosterPeople.parameters(run.flow(), ids))
                    .forEach(department -> found.put(department.id(), department));
        }
        return found;
    }

    /** With what is known where the run did not read it. */
    private static Department completed(Department found, Department known) {
        return new Department(
                found.id(),
                found.name() == null ? known.name() : found.name(),
                found.parent() == null ? known.parent() : found.parent(),
                found.from());
    }

    private static boolean isSame(Department one, Department other) {
        return Objects.equals(one.name(), other.name()) && Objects.equals(one.parent(), other.parent());
    }

    // ---- people

    /** The next people; no person twice, because each is compared with what the earlier part wrote. */
    private static List<Staged> staged(Connection connection, AcceptedRun run) throws SQLException {
        List<Staged> next = Sql.list(
                connection,
                """
                SELECT id, person, state, seen_at, departments, changes, name, record IS NOT NULL
                FROM rollcall_roster_staged
                WHERE run = ? AND id > ? ORDER BY id LIMIT ?""",
                RosterApply::staged,
                run.id(),
                run.appliedTo(),
                PART);
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < next.size(); i++) {
            if (!numbers.add(next.get(i).number())) {
                return next.subList(0, i);
            }
        }
        return next;
    }

    private static Staged staged(ResultSet row) throws SQLException {
        return new Staged(
                row.getLong(1),
                Sql.nullableLong(row, 2),
                State.valueOf(row.getString(3)),
                row.getLong(4),
                RosterLists.departments(row.getString(5)),
                row.getString(6),
                row.getString(7),
                row.getBoolean(8));
    }

    private static void people(Connection connection, AcceptedRun run, List<Staged> people) throws SQLException {
        long last = people.get(people.size() - 1).id();
        Map<Long, Before> before = before(connection, people);
        insert(connection, run, people, before.keySet(), last);
        if (!before.isEmpty()) {
            update(connection, run, people, before.keySet());
        }
        RosterSearchPages.rewrite(connection, run.flow(), searchPages(people, before), added(run, people));
        place(connection, people, before);
        List<@Nullable Object[]> changes = new ArrayList<>();
        for (Staged person : people) {
            changes.addAll(RosterLists.changeRows(person.changes(), run.flow(), person.number()));
        }
        Sql.batch(
                connection,
                """
                INSERT INTO rollcall_roster_change
                (id, flow, changed_at, kind, person, user_id, union_id, from_departments, to_departments, fields)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                changes);
        Sql.update(
                connection,
                "DELETE FROM rollcall_roster_staged WHERE run = ? AND id > ? AND id <= ?",
                run.id(),
                run.appliedTo(),
                last);
        Sql.update(connection, "UPDATE rollcall_roster_run SET applied_to = ? WHERE id = ?", last, run.id());
    }

    private static List<RosterSearchPages.Name> added(AcceptedRun run, List<Staged> people) {
        List<RosterSearchPages.Name> added = new ArrayList<>();
        for (Staged person : people) {
            if (person.person() == null) {
                added.add(new RosterSearchPages.Name(person.id(), run.flow(), person.state(), person.name()));
            }
        }
        return added;
    }

    /** The pages of those who are new, or whose name or state is. */
    private static Set<Long> searchPages(List<Staged> people, Map<Long, Before> before) {
        Set<Long> pages = new HashSet<>();
        for (Staged person : people) {
            Before known = before.get(person.number());
            if (known == null || !known.isFoundAs(person)) {
                pages.add(RosterSearchPages.page(person.number()));
            }
        }
        return pages;
    }

    private static Map<Long, Before> before(Connection connection, List<Staged> people) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        for (Staged person : people) {
            if (person.person() != null) {
                numbers.add(person.person());
            }
        }
        Map<Long, Before> before = new HashMap<>();
        for (List<Long> chunk : Chunks.of(numbers)) {
            Sql.list(
                    connection,
                    "SELECT number, state, departments, name FROM rollcall_roster_person WHERE number IN "
                            + Chunks.placeholders(chunk.size()),
                    row -> before.put(
                            row.getLong(1),
                            new Before(
                                    State.valueOf(row.getString(2)),
                                    RosterLists.departments(row.getString(3)),
                                    row.getString(4))),
                    chunk.toArray());
        }
        return before;
    }

    private static void insert(Connection connection, AcceptedRun run, List<Staged> people, Set<Long> known, long last)
            throws SQLException {
        String insert =
                """
                INSERT INTO rollcall_roster_person (number, flow, user_id, union_id, name, phone, person_print,
                account_print, record, state, since, first_seen, last_seen, departments)
                SELECT coalesce(person, id), ?, user_id, union_id, name, phone, person_print,
                account_print, record, state, seen_at, seen_at, seen_at, departments
                FROM rollcall_roster_staged WHERE run = ?""";
        Sql.update(
                connection,
                insert + " AND id > ? AND id <= ? AND person IS NULL",
                run.flow(),
                run.id(),
                run.appliedTo(),
                last);
        for (Staged person : people) {
            // removed as too old since it was staged
            if (person.person() != null && !known.contains(person.person())) {
                Sql.update(connection, insert + " AND id = ?", run.flow(), run.id(), person.id());
            }
        }
    }

    private static void update(Connection connection, AcceptedRun run, List<Staged> people, Set<Long> known)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Staged person : people) {
            if (person.person() != null && known.contains(person.person())) {
                rows.add(Sql.row(run.walkedBefore(), run.walkedBefore(), person.id(), person.person()));
            }
        }
        // one statement for each row: SQLite would read all people to find those of a range
        Sql.batch(
                connection,
                """
                UPDATE rollcall_roster_person SET
                user_id = s.user_id,
                union_id = coalesce(s.union_id, rollcall_roster_person.union_id),
                name = CASE WHEN s.record IS NULL
                    THEN coalesce(s.name, rollcall_roster_person.name) ELSE s.name END,
                phone = CASE WHEN s.record IS NULL
                    THEN coalesce(s.phone, rollcall_roster_person.phone) ELSE s.phone END,
                person_print = CASE WHEN s.record IS NULL
                    THEN rollcall_roster_person.person_print ELSE s.person_print END,
                account_print = CASE WHEN s.record IS NULL THEN rollcall_roster_person.account_print
                    ELSE coalesce(s.account_print, rollcall_roster_person.account_print) END,
                record = coalesce(s.record, rollcall_roster_person.record),
                since = CASE WHEN s.state = rollcall_roster_person.state
                    THEN rollcall_roster_person.since ELSE s.seen_at END,
                last_seen = CASE WHEN s.state = 'PRESENT' AND NOT s.frozen THEN s.seen_at
                    WHEN rollcall_roster_person.state = 'PRESENT' AND NOT rollcall_roster_person.frozen
                    AND rollcall_roster_person.last_seen < ? THEN ?
                    ELSE rollcall_roster_person.last_seen END,
                frozen = s.frozen,
                departments = CASE WHEN s.state <> 'PRESENT' AND s.departments = '[]'
                    THEN rollcall_roster_person.departments ELSE s.departments END,
                state = s.state
                FROM rollcall_roster_staged s
                WHERE s.id = ? AND rollcall_roster_person.number = ?""",
                rows);
    }

    private static void place(Connection connection, List<Staged> people, Map<Long, Before> before)
            throws SQLException {
        List<@Nullable Object[]> ended = new ArrayList<>();
        List<@Nullable Object[]> begun = new ArrayList<>();
        for (Staged person : people) {
            Before known = before.get(person.number());
            Set<DepartmentId> was = new HashSet<>(known == null ? List.of() : known.open());
            Set<DepartmentId> is = new HashSet<>(person.state() == State.PRESENT ? person.departments() : List.of());
            for (DepartmentId department : was) {
                if (!is.contains(department)) {
                    ended.add(Sql.row(person.at(), person.at(), person.number(), department.value()));
                }
            }
            for (DepartmentId department : is) {
                if (!was.contains(department)) {
                    begun.add(Sql.row(person.number(), department.value(), person.at()));
                }
            }
        }
        Sql.batch(
                connection,
                """
                UPDATE rollcall_roster_placement SET valid_until = CASE WHEN valid_from > ? THEN valid_from ELSE ? END
                WHERE person = ? AND department = ? AND valid_until IS NULL""",
                ended);
        Sql.batch(
                connection,
                // one that ended at this moment goes on
                "INSERT INTO rollcall_roster_placement (person, department, valid_from) VALUES (?, ?, ?)"
                        + " ON CONFLICT (person, department, valid_from) DO UPDATE SET valid_until = NULL",
                begun);
    }
}
