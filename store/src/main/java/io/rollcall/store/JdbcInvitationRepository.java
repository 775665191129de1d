package io.rollcall.store;

import io.rollcall.model.MeetingId;
import io.rollcall.state.InvitationRepository;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The invitation book: the primary key decides who may ring. Rows are always touched in the same order, so that two
 * processes that claim the same people wait for each other and never block each other.
 */
final class JdbcInvitationRepository implements InvitationRepository {
    private static final Comparator<InviteeKey> ORDER =
            Comparator.comparing(InviteeKey::kind).thenComparing(InviteeKey::value);

    private final Transactions sessions;
    private final RetentionJob upkeep;

    JdbcInvitationRepository(Transactions sessions, RetentionJob upkeep) {
        this.sessions = sessions;
        this.upkeep = upkeep;
    }

    @Override
    public Map<InviteeKey, Standing> standings(MeetingId meeting, Collection<InviteeKey> invitees) {
        if (invitees.isEmpty()) {
            return Map.of();
        }
        Set<InviteeKey> wanted = new HashSet<>(invitees);
        return standings(meeting, wanted::contains);
    }

    @Override
    public Map<InviteeKey, Standing> phones(MeetingId meeting) {
        return standings(meeting, key -> key.kind() == InviteeKey.Kind.PHONE);
    }

    private Map<InviteeKey, Standing> standings(MeetingId meeting, Predicate<InviteeKey> wanted) {
        upkeep.read(meeting);
        return sessions.read(Map.of(), connection -> {
            Map<InviteeKey, Standing> standings = new LinkedHashMap<>();
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT kind, invitee, standing FROM rollcall_invitation WHERE meeting = ?")) {
                query.setString(1, meeting.value());
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        InviteeKey key = new InviteeKey(InviteeKey.Kind.valueOf(rows.getString(1)), rows.getString(2));
                        if (wanted.test(key)) {
                            standings.put(key, Standing.valueOf(rows.getString(3)));
                        }
                    }
                }
            }
            return standings;
        });
    }

    @Override
    public Optional<Remembered> remembered(MeetingId meeting, InviteeKey invitee) {
        return sessions.read(Optional.empty(), connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    """
                    SELECT standing, flow, touched_at FROM rollcall_invitation
                    WHERE meeting = ? AND kind = ? AND invitee = ?""")) {
                query.setString(1, meeting.value());
                query.setString(2, invitee.kind().name());
                query.setString(3, invitee.value());
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Remembered(
                                    Standing.valueOf(row.getString(1)),
                                    row.getString(2),
                                    Instant.ofEpochMilli(row.getLong(3))))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public Set<InviteeKey> claim(String flow, MeetingId meeting, Collection<InviteeKey> invitees, Instant now) {
        if (invitees.isEmpty()) {
            return Set.of();
        }
        upkeep.read(meeting);
        return sessions.write(connection -> {
            long touchedAt = RetentionJob.touchedAt(connection, now);
            Set<InviteeKey> won = new HashSet<>();
            try (PreparedStatement insert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_invitation (meeting, kind, invitee, flow, standing, touched_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (meeting, kind, invitee) DO NOTHING""")) {
                for (InviteeKey key : inOrder(invitees)) {
                    insert.setString(1, meeting.value());
                    insert.setString(2, key.kind().name());
                    insert.setString(3, key.value());
                    insert.setString(4, flow);
                    insert.setString(5, Standing.INTENDED.name());
                    insert.setLong(6, touchedAt);
                    if (insert.executeUpdate() == 1) {
                        won.add(key);
                    }
                }
            }
            Set<InviteeKey> inCallersOrder = new LinkedHashSet<>(invitees);
            inCallersOrder.retainAll(won);
            return inCallersOrder;
        });
    }

    /** Writes the standing even where the claim is gone, released by hand meanwhile: who was rung stays remembered. */
    @Override
    public void settle(MeetingId meeting, Collection<InviteeKey> invitees, Standing standing, Instant now) {
        if (invitees.isEmpty()) {
            return;
        }
        sessions.change(connection -> {
            long touchedAt = RetentionJob.touchedAt(connection, now);
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_invitation (meeting, kind, invitee, standing, touched_at)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (meeting, kind, invitee)
                    DO UPDATE SET standing = excluded.standing, touched_at = excluded.touched_at""")) {
                for (InviteeKey key : inOrder(invitees)) {
                    upsert.setString(1, meeting.value());
                    upsert.setString(2, key.kind().name());
                    upsert.setString(3, key.value());
                    upsert.setString(4, standing.name());
                    upsert.setLong(5, touchedAt);
                    upsert.addBatch();
                }
                upsert.executeBatch();
            }
        });
    }

    @Override
    public Map<InviteeKey, Standing> release(MeetingId meeting, Collection<InviteeKey> invitees) {
        if (invitees.isEmpty()) {
            return Map.of();
        }
        return sessions.write(connection -> {
            Map<InviteeKey, Standing> released = new LinkedHashMap<>();
            try (PreparedStatement delete = connection.prepareStatement(
                    """
                    DELETE FROM rollcall_invitation WHERE meeting = ? AND kind = ? AND invitee = ?
                    RETURNING standing""")) {
                for (InviteeKey key : inOrder(invitees)) {
                    delete.setString(1, meeting.value());
                    delete.setString(2, key.kind().name());
                    delete.setString(3, key.value());
                    try (ResultSet row = delete.executeQuery()) {
                        if (row.next()) {
                            released.put(key, Standing.valueOf(row.getString(1)));
                        }
                    }
                }
            }
            return released;
        });
    }

    @Override
    public Optional<Instant> restoredAt() {
        return sessions.read(
                Optional.empty(), connection -> sessions.tables(connection).restoredAt());
    }

    private static List<InviteeKey> inOrder(Collection<InviteeKey> invitees) {
        return invitees.stream().distinct().sorted(ORDER).toList();
    }
}
