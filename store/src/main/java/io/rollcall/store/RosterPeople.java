package io.rollcall.store;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.state.RosterRepository.FoundPerson;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the people and departments of tracked rosters. Stateless and thread-safe. */
final class RosterPeople {
    /** Those who left come last, then the others without proof; the same order each time. */
    private static final String IN_ORDER =
            " ORDER BY CASE state WHEN 'PRESENT' THEN 0 WHEN 'UNSEEN' THEN 1 ELSE 2 END, flow, user_id, number";

    /** With more ids PostgreSQL reads the whole roster instead of the index, as long as it has no statistics of a new table. */
    private static final int CHUNK = 200;

    private RosterPeople() {}

    /** The parameters of a statement: a flow, and values. */
    static @Nullable Object[] parameters(String flow, Collection<?> values) {
        List<@Nullable Object> parameters = new ArrayList<>(values.size() + 1);
        parameters.add(flow);
        parameters.addAll(values);
        return parameters.toArray();
    }

    static List<KnownPerson> byId(Connection connection, String flow, Collection<PersonId> ids) throws SQLException {
        return by(
                connection,
                "user_id",
                flow,
                ids.stream().map(id -> StorableText.shown(id.value())).toList(),
                KnownPerson::id);
    }

    static List<KnownPerson> byUnionId(Connection connection, String flow, Collection<UserId> ids) throws SQLException {
        return by(
                connection,
                "union_id",
                flow,
                ids.stream().map(id -> StorableText.shown(id.value())).toList(),
                KnownPerson::unionId);
    }

    private static List<KnownPerson> by(
            Connection connection,
            String column,
            String flow,
            List<@Nullable String> values,
            Function<KnownPerson, @Nullable Object> key)
            throws SQLException {
        long walkedAt = walkedAt(connection, flow);
        Map<@Nullable Object, KnownPerson> found = new LinkedHashMap<>();
        for (List<@Nullable String> chunk : Chunks.of(values, CHUNK)) {
            for (KnownPerson person : Sql.list(
                    connection,
                    KNOWN + " WHERE flow = ? AND " + column + " IN " + Chunks.placeholders(chunk.size()),
                    row -> known(row, walkedAt),
                    parameters(flow, chunk))) {
                found.merge(key.apply(person), person, RosterPeople::preferred);
            }
        }
        return List.copyOf(found.values());
    }

    /** Of two people with one id, which passed from one to the other: the one who is present, or else the later one. */
    private static KnownPerson preferred(KnownPerson one, KnownPerson other) {
        int order = one.state().compareTo(other.state());
        return order < 0 || (order == 0 && one.number() > other.number()) ? one : other;
    }

    private static final String KNOWN =
            """
            SELECT number, user_id, union_id, state, since, last_seen, person_print, account_print, departments, frozen
            FROM rollcall_roster_person""";

    private static KnownPerson known(ResultSet row, long walkedAt) throws SQLException {
        State state = State.valueOf(row.getString(4));
        long lastSeen = row.getLong(6);
        boolean frozen = row.getBoolean(10);
        return new KnownPerson(
                row.getLong(1),
                new PersonId(row.getString(2)),
                userId(row.getString(3)),
                state,
                frozen,
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(state == State.PRESENT && !frozen ? Math.max(lastSeen, walkedAt) : lastSeen),
                row.getLong(7),
                Sql.nullableLong(row, 8),
                RosterLists.departments(row.getString(9)));
    }

    private static @Nullable UserId userId(@Nullable String value) {
        return value == null ? null : new UserId(value);
    }

    /** The end of the flow's last walk that was accepted; 0 if there was none. */
    private static long walkedAt(Connection connection, String flow) throws SQLException {
        return Sql.number(
                connection,
                """
                SELECT walked_at FROM rollcall_roster_run
                WHERE flow = ? AND state IN ('ACCEPTED', 'APPLIED') ORDER BY id DESC LIMIT 1""",
                flow);
    }

    static final String RECORDS = "SELECT number, record FROM rollcall_roster_person WHERE " + Sql.OF_FLOW
            + " AND record IS NOT NULL AND number IN ";

    static Map<Long, String> records(Connection connection, String flow, Collection<Long> numbers) throws SQLException {
        Map<Long, String> records = new HashMap<>();
        for (List<Long> chunk : Chunks.of(numbers)) {
            Sql.list(
                    connection,
                    RECORDS + Chunks.placeholders(chunk.size()),
                    row -> records.put(row.getLong(1), row.getString(2)),
                    parameters(flow, chunk));
        }
        return records;
    }

    static List<KnownPerson> inState(Connection connection, String flow, State state, long afterNumber, int most)
            throws SQLException {
        long walkedAt = walkedAt(connection, flow);
        return Sql.list(
                connection,
                KNOWN + " WHERE flow = ? AND state = ? AND number > ? ORDER BY number LIMIT ?",
                row -> known(row, walkedAt),
                flow,
                state.name(),
                afterNumber,
                most);
    }

    /** A person whose departments have no names yet. */
    private record Found(
            String flow,
            PersonId id,
            @Nullable UserId unionId,
            @Nullable String name,
            State state,
            Instant since,
            List<DepartmentId> departments) {}

    private static final String FOUND = "SELECT flow, user_id, union_id, name, state, since, departments, number FROM ";

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getString(1),
                new PersonId(row.getString(2)),
                userId(row.getString(3)),
                row.getString(4),
                State.valueOf(row.getString(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                RosterLists.departments(row.getString(7)));
    }

    /** People by their numbers. */
    static Map<Long, FoundPerson> byNumber(Connection connection, Collection<Long> numbers) throws SQLException {
        List<Long> found = new ArrayList<>();
        List<Found> people = new ArrayList<>();
        for (List<Long> chunk : Chunks.of(numbers)) {
            people.addAll(Sql.list(
                    connection,
                    FOUND + "rollcall_roster_person WHERE number IN " + Chunks.placeholders(chunk.size()),
                    row -> {
                        found.add(row.getLong(8));
                        return found(row);
                    },
                    chunk.toArray()));
        }
        List<FoundPerson> named = named(connection, people);
        Map<Long, FoundPerson> byNumber = new HashMap<>();
        for (int i = 0; i < named.size(); i++) {
            byNumber.put(found.get(i), named.get(i));
        }
        return byNumber;
    }

    /** People by their userIds, with the names of their departments. */
    static Map<PersonId, FoundPerson> foundById(Connection connection, String flow, Collection<PersonId> ids)
            throws SQLException {
        List<KnownPerson> known = byId(connection, flow, ids);
        Map<Long, FoundPerson> people =
                byNumber(connection, known.stream().map(KnownPerson::number).toList());
        Map<PersonId, FoundPerson> byId = new HashMap<>();
        for (KnownPerson person : known) {
            FoundPerson found = people.get(person.number());
            if (found != null) {
                byId.put(person.id(), found);
            }
        }
        return byId;
    }

    static Map<UserId, String> names(Connection connection, Collection<UserId> ids) throws SQLException {
        Map<UserId, String> names = new HashMap<>();
        for (List<@Nullable String> chunk :
                Chunks.of(ids.stream().map(id -> StorableText.shown(id.value())).toList(), CHUNK)) {
            Sql.list(
                    connection,
                    "SELECT union_id, name FROM rollcall_roster_person WHERE name IS NOT NULL AND union_id IN "
                            + Chunks.placeholders(chunk.size()) + IN_ORDER,
                    row -> names.putIfAbsent(new UserId(row.getString(1)), row.getString(2)),
                    chunk.toArray());
        }
        return names;
    }

    static final String IN_DEPARTMENT = FOUND + "rollcall_roster_person WHERE " + Sql.OF_FLOW
            + """
             AND number IN (
            SELECT person FROM rollcall_roster_placement
            WHERE department = ? AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?))
            ORDER BY user_id, number""";

    static List<FoundPerson> inDepartment(Connection connection, String flow, DepartmentId department, Instant at)
            throws SQLException {
        return named(
                connection,
                Sql.list(
                        connection,
                        IN_DEPARTMENT,
                        RosterPeople::found,
                        flow,
                        department.value(),
                        at.toEpochMilli(),
                        at.toEpochMilli()));
    }

    private static List<FoundPerson> named(Connection connection, List<Found> people) throws SQLException {
        Map<String, Map<DepartmentId, TrackedDepartment>> known = new HashMap<>();
        Map<String, List<DepartmentId>> needed = new HashMap<>();
        for (Found person : people) {
            needed.computeIfAbsent(person.flow(), flow -> new ArrayList<>()).addAll(person.departments());
        }
        for (Map.Entry<String, List<DepartmentId>> flow : needed.entrySet()) {
            known.put(flow.getKey(), departments(connection, flow.getKey(), flow.getValue()));
        }
        return people.stream()
                .map(person -> new FoundPerson(
                        person.flow(),
                        person.id(),
                        person.unionId(),
                        person.name(),
                        person.state(),
                        person.since(),
                        person.departments().stream()
                                .map(id -> known.getOrDefault(person.flow(), Map.of())
                                        .getOrDefault(id, new TrackedDepartment(id, null, null)))
                                .toList()))
                .toList();
    }

    /** Departments as they were last read. */
    static Map<DepartmentId, TrackedDepartment> departments(
            Connection connection, String flow, Collection<DepartmentId> ids) throws SQLException {
        return departments(connection, flow, ids, "");
    }

    /** The departments that are in the roster now. */
    static Map<DepartmentId, TrackedDepartment> open(Connection connection, String flow, Collection<DepartmentId> ids)
            throws SQLException {
        return departments(connection, flow, ids, " AND valid_until IS NULL");
    }

    private static Map<DepartmentId, TrackedDepartment> departments(
            Connection connection, String flow, Collection<DepartmentId> ids, String condition) throws SQLException {
        Map<DepartmentId, TrackedDepartment> departments = new HashMap<>();
        for (List<Long> chunk : Chunks.of(ids.stream().map(DepartmentId::value).toList())) {
            Sql.list(
                            connection,
                            "SELECT department, name, parent FROM rollcall_roster_department WHERE flow = ?"
                                    + condition + " AND department IN " + Chunks.placeholders(chunk.size())
                                    + " ORDER BY valid_from",
                            RosterPeople::department,
                            parameters(flow, chunk))
                    .forEach(department -> departments.put(department.id(), department));
        }
        return departments;
    }

    private static TrackedDepartment department(ResultSet row) throws SQLException {
        Long parent = Sql.nullableLong(row, 3);
        return new TrackedDepartment(
                new DepartmentId(row.getLong(1)), row.getString(2), parent == null ? null : new DepartmentId(parent));
    }
}
