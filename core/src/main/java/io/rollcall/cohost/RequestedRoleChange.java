package io.rollcall.cohost;

import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResult;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A change of co-hosts that somebody asks for directly, without a flow. It stands in the audit and in the book of
 * promotions like those of the flows, so that the flows do not fight over it later. Immutable.
 */
public final class RequestedRoleChange {
    private final RoleChange kind;
    private final List<Change> changes;

    private RequestedRoleChange(RoleChange kind, List<Change> changes) {
        this.kind = kind;
        this.changes = changes;
    }

    /**
     * Writes the intention into the audit.
     *
     * @param by who asks, in the place of a flow's name
     * @throws StoreException where that cannot be written: then nobody may be asked
     */
    public static RequestedRoleChange intend(
            StateStore store, String by, CoHostChange wish, CoHosts coHosts, InstantSource clock) {
        List<Change> changes =
                wish.users().stream().distinct().map(user -> change(wish, user)).toList();
        AuditedChanges audited = AuditedChanges.intend(store, by, changes, clock.instant());
        return new RequestedRoleChange(
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
    public void settle(StateStore store, Outcome<Accepted> outcome) {
        store.atomically(() -> {
            kind.remember(store, changes, ChangeResult.of(outcome));
            return changes;
        });
    }
}
