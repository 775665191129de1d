package io.rollcall.store;

import io.rollcall.model.MeetingId;
import io.rollcall.state.InvitationRepository;
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
 * The invitations. The primary key decides which caller claims an invitee. Rows are always changed in the same order, so
 * that two processes that claim the same people never deadlock. Thread-safe.
 */
final class JdbcInvitationRepository implements InvitationRepository {
    private static final Comparator<InviteeKey> ORDER =
            Comparator.comparing(InviteeKey::kind).thenComparing(InviteeKey::value);

    private final Transactions transactions;
    private final RetentionJob retention;

    JdbcInvitationRepository(Transactions transactions, RetentionJob retention) {
        this.transactions = transactions;
        this.retention = retention;
    }

    @Override
    public Map<InviteeKey, Standing> standings(MeetingId meeting, Collection<InviteeKey> invitees) {
        return invitees.isEmpty() ? Map.of() : standings(meeting, new HashSet<>(invitees)::contains);
    }

    @Override
    public Map<InviteeKey, Standing> phones(MeetingId meeting) {
        return standings(meeting, key -> key.kind() == InviteeKey.Kind.PHONE);
    }

    private Map<InviteeKey, Standing> standings(MeetingId meeting, Predicate<InviteeKey> wanted) {
        retention.read(meeting);
        Map<InviteeKey, Standing> standings = new LinkedHashMap<>();
        transactions
                .read(
                        List.<Map.Entry<InviteeKey, Standing>>of(),
                        connection -> Sql.list(
                                connection,
                                "SELECT kind, invitee, standing FROM rollcall_invitation WHERE meeting = ?",
                                row -> Map.entry(
                                        new InviteeKey(InviteeKey.Kind.valueOf(row.getString(1)), row.getString(2)),
                                        Standing.valueOf(row.getString(3))),
                                meeting.value()))
                .forEach(entry -> {
                    if (wanted.test(entry.getKey())) {
                        standings.put(entry.getKey(), entry.getValue());
                    }
                });
        return standings;
    }

    @Override
    public Optional<Remembered> remembered(MeetingId meeting, InviteeKey invitee) {
        return transactions.read(
                Optional.empty(),
                connection -> Sql.first(
                        connection,
                        """
                        SELECT standing, flow, touched_at FROM rollcall_invitation
                        WHERE meeting = ? AND kind = ? AND invitee = ?""",
                        row -> new Remembered(
                                Standing.valueOf(row.getString(1)),
                                row.getString(2),
                                Instant.ofEpochMilli(row.getLong(3))),
                        meeting.value(),
                        invitee.kind().name(),
                        invitee.value()));
    }

    @Override
    public Set<InviteeKey> claim(String flow, MeetingId meeting, Collection<InviteeKey> invitees, Instant now) {
        if (invitees.isEmpty()) {
            return Set.of();
        }
        retention.read(meeting);
        return transactions.write(connection -> {
            long touchedAt = RetentionJob.touchedAt(connection, now);
            Set<InviteeKey> claimed = new HashSet<>();
            for (InviteeKey key : inOrder(invitees)) {
                int inserted = Sql.update(
                        connection,
                        """
                        INSERT INTO rollcall_invitation (meeting, kind, invitee, flow, standing, touched_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (meeting, kind, invitee) DO NOTHING""",
                        meeting.value(),
                        key.kind().name(),
                        key.value(),
                        flow,
                        Standing.INTENDED.name(),
                        touchedAt);
                if (inserted == 1) {
                    claimed.add(key);
                }
            }
            Set<InviteeKey> inCallersOrder = new LinkedHashSet<>(invitees);
            inCallersOrder.retainAll(claimed);
            return inCallersOrder;
        });
    }

    /** Writes the standing even if an administrator released the claim meanwhile: the call took place. */
    @Override
    public void settle(MeetingId meeting, Collection<InviteeKey> invitees, Standing standing, Instant now) {
        if (invitees.isEmpty()) {
            return;
        }
        transactions.change(connection -> {
            long touchedAt = RetentionJob.touchedAt(connection, now);
            Sql.batch(
                    connection,
                    """
                    INSERT INTO rollcall_invitation (meeting, kind, invitee, standing, touched_at)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (meeting, kind, invitee)
                    DO UPDATE SET standing = excluded.standing, touched_at = excluded.touched_at""",
                    inOrder(invitees).stream()
                            .map(key -> Sql.row(
                                    meeting.value(), key.kind().name(), key.value(), standing.name(), touchedAt))
                            .toList());
        });
    }

    @Override
    public Map<InviteeKey, Standing> release(MeetingId meeting, Collection<InviteeKey> invitees) {
        if (invitees.isEmpty()) {
            return Map.of();
        }
        return transactions.write(connection -> {
            Map<InviteeKey, Standing> released = new LinkedHashMap<>();
            for (InviteeKey key : inOrder(invitees)) {
                Sql.first(
                                connection,
                                """
                                DELETE FROM rollcall_invitation WHERE meeting = ? AND kind = ? AND invitee = ?
                                RETURNING standing""",
                                row -> Standing.valueOf(row.getString(1)),
                                meeting.value(),
                                key.kind().name(),
                                key.value())
                        .ifPresent(standing -> released.put(key, standing));
            }
            return released;
        });
    }

    @Override
    public Optional<Instant> restoredAt() {
        return transactions.readTables(Optional.empty(), StoreTables::restoredAt);
    }

    private static List<InviteeKey> inOrder(Collection<InviteeKey> invitees) {
        return invitees.stream().distinct().sorted(ORDER).toList();
    }
}
