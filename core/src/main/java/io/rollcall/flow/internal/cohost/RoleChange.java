package io.rollcall.flow.internal.cohost;

import io.rollcall.call.Operation;
import io.rollcall.flow.internal.meetings.Audited;
import io.rollcall.flow.internal.meetings.ChangeKind;
import io.rollcall.flow.internal.meetings.Presence;
import io.rollcall.flow.internal.meetings.Settlement;
import io.rollcall.memory.Memory;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.provider.Accepted;
import io.rollcall.provider.CoHosts;
import io.rollcall.report.Change;
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
        Audited audited,
        CoHosts coHosts,
        InstantSource clock)
        implements ChangeKind<CoHostChange> {
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
    public boolean shows(Change change, @Nullable Presence person) {
        return person != null && person.isActive() && person.coHost() == (action == CoHostChange.Action.PROMOTE);
    }

    @Override
    public void remember(Memory memory, List<Change> changes, Settlement settlement) {
        Instant now = clock.instant();
        if (action == CoHostChange.Action.PROMOTE && settlement.end() != Settlement.End.REFUSED) {
            memory.promotions().tried(meeting, users(changes), now);
            Map<UserId, Instant> joins = new HashMap<>(joined);
            joins.keySet().retainAll(users(changes));
            memory.promotions().joined(meeting, joins);
            if (settlement.end() == Settlement.End.SHOWN) {
                memory.promotions().seen(meeting, users(changes), now);
            }
        }
        audited.settle(memory, changes, settlement, now);
    }

    static List<UserId> users(List<Change> changes) {
        return changes.stream().map(Change::user).filter(Objects::nonNull).toList();
    }
}
