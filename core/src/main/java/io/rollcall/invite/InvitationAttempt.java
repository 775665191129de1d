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
import org.jspecify.annotations.Nullable;

/**
 * Rings people who were claimed. It cannot be taken back: a claim is given back only where certainly nobody was rung.
 *
 * @param claimed who is rung by each change
 * @param region of telephone numbers without a country code
 */
record InvitationAttempt(
        MeetingId meeting,
        @Nullable UserId operator,
        Map<Change, Invitee> claimed,
        AuditedChanges audited,
        Invitations invitations,
        InstantSource clock,
        String region)
        implements ChangeType<Invitation> {
    InvitationAttempt {
        claimed = Map.copyOf(claimed);
    }

    @Override
    public Operation<Invitation, Accepted> operation() {
        return invitations.invite();
    }

    @Override
    public Invitation question(List<Change> changes) {
        return new Invitation(meeting, operator, invitees(changes));
    }

    @Override
    public boolean canShow(Change change) {
        return change.user() != null;
    }

    // nobody is rung whom the meeting shows in any way, so whoever it shows now was rung since or came by themselves
    @Override
    public boolean shows(Change change, @Nullable ParticipantState person) {
        return person != null;
    }

    @Override
    public void remember(StateStore store, List<Change> changes, ChangeResult settlement) {
        Instant now = clock.instant();
        List<InviteeKey> keys = invitees(changes).stream()
                .map(invitee -> InviteeKey.of(invitee, region))
                .toList();
        switch (settlement.end()) {
            case ACCEPTED, SHOWN -> store.invitations().settle(meeting, keys, Standing.INVITED, now);
            case UNKNOWN -> store.invitations().settle(meeting, keys, Standing.UNKNOWN, now);
            case REFUSED -> store.invitations().release(meeting, keys);
        }
        audited.settle(store, changes, settlement, now);
    }

    private List<Invitee> invitees(List<Change> changes) {
        return changes.stream().map(claimed::get).filter(Objects::nonNull).toList();
    }
}
