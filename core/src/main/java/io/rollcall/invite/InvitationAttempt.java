package io.rollcall.invite;

import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResult;
import io.rollcall.meeting.ChangeType;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Invites people whom this run or caller has claimed in the store. An invitation cannot be undone: a claim is released only
 * if the vendor certainly called no one. Immutable.
 *
 * @param invitees the invitee of each change, whether it is claimed or not
 * @param region the region of phone numbers without a country code
 */
record InvitationAttempt(
        MeetingId meeting,
        @Nullable UserId operator,
        Map<Change, Invitee> invitees,
        AuditedChanges audited,
        Invitations invitations,
        InstantSource clock,
        String region)
        implements ChangeType<Invitation> {
    InvitationAttempt {
        invitees = Map.copyOf(invitees);
    }

    /**
     * Claims invitees and writes the intended invitations to the audit, in one transaction: no one is claimed without an
     * entry there.
     *
     * @param flow the flow, or the caller in its place
     * @param desired the invitee of each change; those that were claimed before get no entry
     * @return empty during a pause: no one was claimed
     */
    static Optional<AuditedChanges> intend(
            StateStore store,
            String flow,
            MeetingId meeting,
            Map<Change, Invitee> desired,
            Instant now,
            String region) {
        return AuditedChanges.intend(store, flow, now, () -> {
            List<InviteeKey> keys = desired.values().stream()
                    .map(invitee -> InviteeKey.of(invitee, region))
                    .toList();
            Set<InviteeKey> claimed = PastInvitations.claim(store.invitations(), flow, meeting, keys, now, region);
            return desired.entrySet().stream()
                    .filter(one -> claimed.contains(InviteeKey.of(one.getValue(), region)))
                    .map(Map.Entry::getKey)
                    .toList();
        });
    }

    @Override
    public Operation<Invitation, Accepted> operation() {
        return invitations.invite();
    }

    @Override
    public Invitation input(List<Change> changes) {
        return new Invitation(meeting, operator, invitees(changes));
    }

    @Override
    public boolean canVerify(Change change) {
        return change.user() != null;
    }

    // no one whom the meeting showed before was invited, so a person who is shown now was called or joined without a
    // call
    @Override
    public boolean isVerified(Change change, @Nullable ParticipantState participant) {
        return participant != null;
    }

    @Override
    public boolean isPaused(StateStore store) {
        return audited.isPaused(store, clock.instant());
    }

    @Override
    public void save(StateStore store, List<Change> changes, ChangeResult result) {
        Instant now = clock.instant();
        List<InviteeKey> keys = invitees(changes).stream()
                .map(invitee -> InviteeKey.of(invitee, region))
                .toList();
        switch (result.end()) {
            case ACCEPTED, VERIFIED -> store.invitations().settle(meeting, keys, Standing.INVITED, now);
            case UNKNOWN -> store.invitations().settle(meeting, keys, Standing.UNKNOWN, now);
            case REFUSED, PAUSED -> store.invitations().release(meeting, keys);
        }
        audited.settle(store, changes, result, now);
    }

    private List<Invitee> invitees(List<Change> changes) {
        return changes.stream().map(invitees::get).filter(Objects::nonNull).toList();
    }
}
