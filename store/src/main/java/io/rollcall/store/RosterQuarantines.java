package io.rollcall.store;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The quarantines of rosters, and whom they would lose. Stateless and thread-safe. */
final class RosterQuarantines {
    private RosterQuarantines() {}

    /** Replaces a flow's quarantine; an acceptance of the earlier one ends. */
    static void keep(Connection connection, String flow, Quarantine quarantine, Collection<PersonId> lost)
            throws SQLException {
        release(connection, flow);
        Sql.update(
                connection,
                """
                INSERT INTO rollcall_roster_quarantine (flow, began_at, lost, people_before) VALUES (?, ?, ?, ?)""",
                flow,
                quarantine.at().toEpochMilli(),
                quarantine.lost(),
                quarantine.before());
        List<@Nullable Object[]> losses = new ArrayList<>();
        for (Loss loss : quarantine.departments()) {
            losses.add(Sql.row(
                    flow, losses.size(), loss.department().value(), StorableText.shown(loss.name()), loss.people()));
        }
        Sql.batch(
                connection,
                """
                INSERT INTO rollcall_roster_quarantine_department (flow, position, department, name, people)
                VALUES (?, ?, ?, ?, ?)""",
                losses);
        for (List<PersonId> chunk : Chunks.of(lost)) {
            Sql.batch(
                    connection,
                    "INSERT INTO rollcall_roster_quarantine_person (flow, user_id) VALUES (?, ?)"
                            + " ON CONFLICT (flow, user_id) DO NOTHING",
                    chunk.stream()
                            .map(id -> Sql.row(flow, StorableText.shown(id.value())))
                            .toList());
        }
    }

    static Optional<Quarantine> of(Connection connection, String flow) throws SQLException {
        List<Loss> losses = Sql.list(
                connection,
                """
                SELECT department, name, people FROM rollcall_roster_quarantine_department
                WHERE flow = ? ORDER BY position""",
                row -> new Loss(new DepartmentId(row.getLong(1)), row.getString(2), row.getLong(3)),
                flow);
        return Sql.first(
                connection,
                "SELECT began_at, lost, people_before, allowed_until FROM rollcall_roster_quarantine WHERE flow = ?",
                row -> new Quarantine(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getLong(2),
                        row.getLong(3),
                        losses,
                        Sql.instant(row, 4)),
                flow);
    }

    /** Whom the quarantined run would lose, in the order of the ids. */
    static List<PersonId> lost(Connection connection, String flow, long skipped, int most) throws SQLException {
        return Sql.list(
                connection,
                """
                SELECT user_id FROM rollcall_roster_quarantine_person WHERE flow = ?
                ORDER BY user_id LIMIT ? OFFSET ?""",
                row -> new PersonId(row.getString(1)),
                flow,
                most,
                skipped);
    }

    static boolean isAccepted(Connection connection, String flow, Collection<PersonId> lost, Instant now)
            throws SQLException {
        if (Sql.number(
                        connection,
                        "SELECT count(*) FROM rollcall_roster_quarantine WHERE flow = ? AND allowed_until > ?",
                        flow,
                        now.toEpochMilli())
                == 0) {
            return false;
        }
        for (List<PersonId> chunk : Chunks.of(lost)) {
            List<@Nullable Object> parameters = new ArrayList<>();
            parameters.add(flow);
            chunk.forEach(id -> parameters.add(StorableText.shown(id.value())));
            long named = Sql.number(
                    connection,
                    "SELECT count(*) FROM rollcall_roster_quarantine_person WHERE flow = ? AND user_id IN "
                            + Chunks.placeholders(chunk.size()),
                    parameters.toArray());
            if (named < chunk.size()) {
                return false;
            }
        }
        return true;
    }

    static boolean allow(Connection connection, String flow, @Nullable Instant quarantinedAt, Instant until)
            throws SQLException {
        String update = "UPDATE rollcall_roster_quarantine SET allowed_until = ? WHERE flow = ?";
        int updated = quarantinedAt == null
                ? Sql.update(connection, update, until.toEpochMilli(), flow)
                : Sql.update(
                        connection,
                        update + " AND began_at = ?",
                        until.toEpochMilli(),
                        flow,
                        quarantinedAt.toEpochMilli());
        return updated > 0;
    }

    static void release(Connection connection, String flow) throws SQLException {
        for (String table : List.of(
                "rollcall_roster_quarantine",
                "rollcall_roster_quarantine_department",
                "rollcall_roster_quarantine_person")) {
            Sql.update(connection, "DELETE FROM " + table + " WHERE flow = ?", flow);
        }
    }
}
