package io.rollcall.cohost;

import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResult;
import io.rollcall.meeting.ChangeType;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.state.PromotionRepository.History;
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
 * Gives the co-host role to people in one meeting, or removes it. Idempotent: repeating it has no effect. Immutable.
 *
 * @param acceptedCounts whether a person whose promotion the vendor accepted counts as seen with the role, so that no flow
 *     promotes that person again in this stay
 */
record RoleChange(
        MeetingId meeting,
        CoHostChange.Action action,
        AuditedChanges audited,
        CoHosts coHosts,
        boolean acceptedCounts,
        InstantSource clock)
        implements ChangeType<CoHostChange> {

    @Override
    public Operation<CoHostChange, Accepted> operation() {
        return coHosts.setCoHosts();
    }

    @Override
    public CoHostChange input(List<Change> changes) {
        return new CoHostChange(meeting, action, users(changes));
    }

    @Override
    public boolean canVerify(Change change) {
        return true;
    }

    @Override
    public boolean isVerified(Change change, @Nullable ParticipantState participant) {
        return participant != null
                && participant.isActive()
                && participant.coHost() == (action == CoHostChange.Action.PROMOTE);
    }

    @Override
    public boolean isPaused(StateStore store) {
        return audited.isPaused(store, clock.instant());
    }

    /**
     * Remembers promotions before they are requested, in the transaction of their intention.
     *
     * @param joined when people joined the meeting; without people whose time is unknown
     * @return their histories with this attempt
     */
    static Map<UserId, History> remember(
            StateStore store, MeetingId meeting, List<Change> changes, Map<UserId, Instant> joined, Instant now) {
        Map<UserId, History> counted = store.promotions().tried(meeting, users(changes), now);
        Map<UserId, Instant> joins = new HashMap<>(joined);
        joins.keySet().retainAll(users(changes));
        store.promotions().joined(meeting, joins);
        return counted;
    }

    @Override
    public void save(StateStore store, List<Change> changes, ChangeResult result) {
        Instant now = clock.instant();
        if (action == CoHostChange.Action.PROMOTE) {
            if (result.end().isCertainlyNotDone()) {
                store.promotions().notTried(meeting, users(changes));
            } else if (result.end() == ChangeResult.End.VERIFIED
                    || (result.end() == ChangeResult.End.ACCEPTED && acceptedCounts)) {
                store.promotions().seen(meeting, users(changes), now);
            }
        }
        audited.settle(store, changes, result, now);
    }

    static List<UserId> users(List<Change> changes) {
        return changes.stream().map(Change::user).filter(Objects::nonNull).toList();
    }
}
