package io.rollcall.flow.internal.cohost;

import io.rollcall.call.Outcome;
import io.rollcall.flow.internal.meetings.Audited;
import io.rollcall.flow.internal.meetings.Settlement;
import io.rollcall.memory.Memory;
import io.rollcall.memory.MemoryException;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.UserId;
import io.rollcall.provider.Accepted;
import io.rollcall.provider.CoHosts;
import io.rollcall.report.Change;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A change of co-hosts that somebody asks for directly, without a flow. It stands in the audit and in the book of
 * promotions like those of the flows, so that the flows do not fight over it later. Immutable.
 */
public final class DirectRoleChange {
    private final RoleChange kind;
    private final List<Change> changes;

    private DirectRoleChange(RoleChange kind, List<Change> changes) {
        this.kind = kind;
        this.changes = changes;
    }

    /**
     * Writes the intention into the audit.
     *
     * @param by who asks, in the place of a flow's name
     * @throws MemoryException where that cannot be written: then nobody may be asked
     */
    public static DirectRoleChange intend(
            Memory memory, String by, CoHostChange wish, CoHosts coHosts, InstantSource clock) {
        List<Change> changes =
                wish.users().stream().distinct().map(user -> change(wish, user)).toList();
        Audited audited = Audited.intend(memory, by, changes, clock.instant());
        return new DirectRoleChange(
                new RoleChange(wish.meeting(), wish.action(), Map.of(), audited, coHosts, clock), changes);
    }

    private static Change change(CoHostChange wish, UserId user) {
        return new Change(
                wish.action() == CoHostChange.Action.PROMOTE ? Change.Action.PROMOTE : Change.Action.REMOVE,
                wish.meeting(),
                user,
                null,
                Change.Reason.REQUESTED,
                Change.Status.PLANNED);
    }

    /** What to ask the vendor. */
    public CoHostChange question() {
        return kind.question(changes);
    }

    /** Writes down how it went. */
    public void settle(Memory memory, Outcome<Accepted> outcome) {
        memory.atomically(() -> {
            kind.remember(memory, changes, Settlement.of(outcome));
            return changes;
        });
    }
}
