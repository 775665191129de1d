package io.rollcall.cohost;

import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResult;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of co-hosts that a caller requests without a flow. It is written to the audit and to the remembered promotions
 * like the changes of flows, so that no flow reverts it. Immutable; its methods use a store and follow that store's thread
 * safety.
 */
public final class RequestedRoleChange {
    private final RoleChange type;
    private final List<Change> changes;

    private RequestedRoleChange(RoleChange type, List<Change> changes) {
        this.type = type;
        this.changes = changes;
    }

    /**
     * Writes the intended changes to the audit, unless all changes are paused.
     *
     * @param by the caller, in place of a flow's name
     * @return empty during a pause: then do not send the request
     * @throws StoreException if the audit cannot be written: then do not send the request
     */
    public static Optional<RequestedRoleChange> intend(
            StateStore store, String by, CoHostChange desired, CoHosts coHosts, InstantSource clock) {
        List<Change> changes = desired.users().stream()
                .distinct()
                .map(user -> change(desired, user))
                .toList();
        Instant now = clock.instant();
        return AuditedChanges.intend(store, by, now, () -> {
                    if (desired.action() == CoHostChange.Action.PROMOTE) {
                        RoleChange.remember(store, desired.meeting(), changes, Map.of(), now);
                    }
                    return changes;
                })
                .map(audited -> new RequestedRoleChange(
                        new RoleChange(desired.meeting(), desired.action(), audited, coHosts, true, clock), changes));
    }

    private static Change change(CoHostChange desired, UserId user) {
        return new Change(
                desired.action() == CoHostChange.Action.PROMOTE ? Change.Action.PROMOTE : Change.Action.REMOVE,
                desired.meeting(),
                user,
                null,
                Change.Reason.REQUESTED,
                Change.Status.PLANNED);
    }

    /** The input of the vendor's operation. */
    public CoHostChange input() {
        return type.input(changes);
    }

    /** Whether a pause that began since keeps the request from being sent. */
    public boolean isPaused(StateStore store) {
        return type.isPaused(store);
    }

    /** The changed roles, for listeners. */
    public List<MeetingUpdate.RoleChanged> updates(ReadTime time) {
        return RoleChange.users(changes).stream()
                .map(user -> new MeetingUpdate.RoleChanged(type.meeting(), user, type.action(), time))
                .toList();
    }

    /** Saves the outcome. */
    public void settle(StateStore store, Outcome<Accepted> outcome) {
        store.atomically(() -> {
            type.save(store, changes, ChangeResult.of(outcome));
            return changes;
        });
    }
}
