package io.rollcall.store;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.UserId;
import io.rollcall.state.RosterRepository.RunSummary;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.state.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of tracked rosters, and what they found until it is applied. Stateless and thread-safe. */
final class RosterStaging {
    /** Rows that one transaction removes, so that other processes do not wait for long. */
    private static final int PART = 10_000;

    private RosterStaging() {}

    static long begin(Connection connection, String flow, Instant now) throws SQLException {
        return Sql.number(
                connection,
                "INSERT INTO rollcall_roster_run (flow, state, begun_at, applied_to) VALUES (?, 'STAGING', ?, 0)"
                        + " RETURNING id",
                flow,
                now.toEpochMilli());
    }

    /** The runs of a flow that were neither accepted nor dropped. */
    static List<Long> unfinished(Connection connection, String flow) throws SQLException {
        return Sql.list(
                connection,
                "SELECT id FROM rollcall_roster_run WHERE flow = ? AND state = 'STAGING' ORDER BY id",
                row -> row.getLong(1),
                flow);
    }

    static void stage(Connection connection, long run, List<StagedPerson> people) throws SQLException {
        refuseFinished(connection, run);
        Sql.batch(
                connection,
                """
                INSERT INTO rollcall_roster_staged (run, person, user_id, union_id, name, phone, person_print,
                account_print, record, state, frozen, seen_at, departments, changes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                people.stream().map(person -> row(run, person)).toList());
    }

    private static @Nullable Object[] row(long run, StagedPerson person) {
        UserId unionId = person.unionId();
        return Sql.row(
                run,
                person.number(),
                StorableText.shown(person.id().value()),
                unionId == null ? null : StorableText.shown(unionId.value()),
                StorableText.shown(person.name()),
                StorableText.shown(person.phone()),
                person.personPrint(),
                person.accountPrint(),
                // JSON in UTF-8 when it was made: it has neither U+0000 nor half a pair
                person.record(),
                person.state().name(),
                person.frozen(),
                person.at().toEpochMilli(),
                RosterLists.ofDepartments(person.departments()),
                RosterLists.ofChanges(person.changes()));
    }

    static void stageDepartments(Connection connection, long run, List<TrackedDepartment> departments)
            throws SQLException {
        refuseFinished(connection, run);
        Sql.batch(
                connection,
                """
                INSERT INTO rollcall_roster_staged_department (run, department, name, parent) VALUES (?, ?, ?, ?)
                ON CONFLICT (run, department) DO UPDATE SET
                name = coalesce(excluded.name, rollcall_roster_staged_department.name),
                parent = coalesce(excluded.parent, rollcall_roster_staged_department.parent)""",
                departments.stream().map(department -> row(run, department)).toList());
    }

    private static @Nullable Object[] row(long run, TrackedDepartment department) {
        DepartmentId parent = department.parent();
        return Sql.row(
                run,
                department.id().value(),
                StorableText.shown(department.name()),
                parent == null ? null : parent.value());
    }

    /** Decides that a run's people are the roster. */
    static void accept(Connection connection, long run, RunSummary summary, boolean walkedAll) throws SQLException {
        refuseFinished(connection, run);
        String flow = flow(connection, run);
        long ended = summary.endedAt().toEpochMilli();
        Optional<Accepted> before = lastAccepted(connection, flow);
        Long walkedBefore = before.map(Accepted::walkedAt).orElse(null);
        boolean walked = walkedAll || !summary.complete() || summary.missing() > 0;
        keepSummary(connection, run, summary);
        Sql.update(
                connection,
                """
                UPDATE rollcall_roster_run SET state = 'ACCEPTED', tracked_since = ?, walked_at = ?, walked_before = ?
                WHERE id = ?""",
                before.map(Accepted::trackedSince).orElse(ended),
                walked ? Long.valueOf(ended) : walkedBefore,
                walkedBefore,
                run);
        if (summary.complete()) {
            // an incomplete run replaced no output, so the quarantine and its acceptance still hold
            RosterQuarantines.release(connection, flow);
        }
        if (walkedAll) {
            Sql.update(
                    connection,
                    """
                    UPDATE rollcall_roster_department SET valid_until = CASE WHEN valid_from > ? THEN valid_from ELSE ? END
                    WHERE flow = ? AND valid_until IS NULL AND department NOT IN (
                    SELECT department FROM rollcall_roster_staged_department WHERE run = ?)""",
                    ended,
                    ended,
                    flow,
                    run);
        }
    }

    /** Decides the same of some people without a walk: what is known of the last walk is copied. */
    static void acceptPart(Connection connection, long run, long people) throws SQLException {
        refuseFinished(connection, run);
        String flow = flow(connection, run);
        int accepted = Sql.update(
                connection,
                """
                UPDATE rollcall_roster_run SET state = 'ACCEPTED', people = ?, started_at = w.started_at,
                ended_at = w.ended_at, complete = w.complete, head_count = w.head_count, missing = w.missing,
                tracked_since = w.tracked_since, walked_at = w.walked_at, walked_before = w.walked_at
                FROM (SELECT * FROM rollcall_roster_run WHERE flow = ? AND state IN ('ACCEPTED', 'APPLIED')
                ORDER BY id DESC LIMIT 1) w
                WHERE rollcall_roster_run.id = ?""",
                people,
                flow,
                run);
        if (accepted == 0) {
            throw new IllegalStateException("a part of a roster that was never walked");
        }
    }

    /** What is needed of the last accepted run. */
    private record Accepted(long trackedSince, @Nullable Long walkedAt) {}

    private static Optional<Accepted> lastAccepted(Connection connection, String flow) throws SQLException {
        return Sql.first(
                connection,
                """
                SELECT tracked_since, walked_at FROM rollcall_roster_run
                WHERE flow = ? AND state IN ('ACCEPTED', 'APPLIED') ORDER BY id DESC LIMIT 1""",
                row -> new Accepted(row.getLong(1), Sql.nullableLong(row, 2)),
                flow);
    }

    static void keepSummary(Connection connection, long run, RunSummary summary) throws SQLException {
        Sql.update(
                connection,
                """
                UPDATE rollcall_roster_run SET started_at = ?, ended_at = ?, complete = ?, people = ?, head_count = ?,
                missing = ? WHERE id = ?""",
                summary.startedAt().toEpochMilli(),
                summary.endedAt().toEpochMilli(),
                summary.complete(),
                summary.people(),
                summary.headCount(),
                summary.missing(),
                run);
    }

    /** Removes a part of what a run staged; at the end it is dropped. Returns whether something is left. */
    static boolean dropPart(Connection connection, long run) throws SQLException {
        if (!"STAGING".equals(state(connection, run))) {
            return false;
        }
        int removed = Sql.update(
                connection,
                """
                DELETE FROM rollcall_roster_staged WHERE id IN (
                SELECT id FROM rollcall_roster_staged WHERE run = ? ORDER BY id LIMIT ?)""",
                run,
                PART);
        if (removed == PART) {
            return true;
        }
        removeDepartments(connection, run);
        Sql.update(connection, "UPDATE rollcall_roster_run SET state = 'DROPPED' WHERE id = ?", run);
        return false;
    }

    static void removeDepartments(Connection connection, long run) throws SQLException {
        Sql.update(connection, "DELETE FROM rollcall_roster_staged_department WHERE run = ?", run);
    }

    private static void refuseFinished(Connection connection, long run) throws SQLException {
        if (!"STAGING".equals(state(connection, run))) {
            throw new StoreException(
                    "The roster's run is over for the store, because another run of its flow began."
                            + " Start each flow in one process only.",
                    null);
        }
    }

    private static String state(Connection connection, long run) throws SQLException {
        return Sql.first(connection, "SELECT state FROM rollcall_roster_run WHERE id = ?", row -> row.getString(1), run)
                .orElse("");
    }

    private static String flow(Connection connection, long run) throws SQLException {
        return Sql.first(connection, "SELECT flow FROM rollcall_roster_run WHERE id = ?", row -> row.getString(1), run)
                .orElseThrow();
    }
}
