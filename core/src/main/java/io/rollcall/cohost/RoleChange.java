package io.rollcall.cohost;

import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResult;
import io.rollcall.meeting.ChangeType;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives people in one meeting the role, or takes it away. Repeating it is harmless.
 *
 * @param joined when people joined the meeting, as far as that is known
 */
record RoleChange(
        MeetingId meeting,
        CoHostChange.Action action,
        Map<UserId, Instant> joined,
        AuditedChanges audited,
        CoHosts coHosts,
        InstantSource clock)
        implements ChangeType<CoHostChange> {
    RoleChange {
        joined = Map.copyOf(joined);
    }

    @Override
    public Operation<CoHostChange, Accepted> operation() {
        return coHosts.setCoHosts();
    }

    @Override
    public CoHostChange question(List<Change> changes) {
        return new CoHostChange(meeting, action, users(changes));
    }

    @Override
    public boolean canShow(Change change) {
        return true;
    }

    @Override
    public boolean shows(Change change, @Nullable ParticipantState person) {
        return person != null && person.isActive() && person.coHost() == (action == CoHostChange.Action.PROMOTE);
    }

    @Override
    public void remember(StateStore store, List<Change> changes, ChangeResult settlement) {
        Instant now = clock.instant();
        if (action == CoHostChange.Action.PROMOTE && settlement.end() != ChangeResult.End.REFUSED) {
            store.promotions().tried(meeting, users(changes), now);
            Map<UserId, Instant> joins = new HashMap<>(joined);
            joins.keySet().retainAll(users(changes));
            store.promotions().joined(meeting, joins);
            if (settlement.end() == ChangeResult.End.SHOWN) {
                store.promotions().seen(meeting, users(changes), now);
            }
        }
        audited.settle(store, changes, settlement, now);
    }

    static List<UserId> users(List<Change> changes) {
        return changes.stream().map(Change::user).filter(Objects::nonNull).toList();
    }
}
