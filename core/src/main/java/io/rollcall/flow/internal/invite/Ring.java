package io.rollcall.flow.internal.invite;

import io.rollcall.call.Operation;
import io.rollcall.flow.internal.meetings.Audited;
import io.rollcall.flow.internal.meetings.ChangeKind;
import io.rollcall.flow.internal.meetings.Presence;
import io.rollcall.flow.internal.meetings.Settlement;
import io.rollcall.memory.InvitationBook.InviteeKey;
import io.rollcall.memory.InvitationBook.Standing;
import io.rollcall.memory.Memory;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.provider.Accepted;
import io.rollcall.provider.Invitations;
import io.rollcall.report.Change;
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
record Ring(
        MeetingId meeting,
        @Nullable UserId operator,
        Map<Change, Invitee> claimed,
        Audited audited,
        Invitations invitations,
        InstantSource clock,
        String region)
        implements ChangeKind<Invitation> {
    Ring {
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
    public boolean shows(Change change, @Nullable Presence person) {
        return person != null;
    }

    @Override
    public void remember(Memory memory, List<Change> changes, Settlement settlement) {
        Instant now = clock.instant();
        List<InviteeKey> keys = invitees(changes).stream()
                .map(invitee -> InviteeKey.of(invitee, region))
                .toList();
        switch (settlement.end()) {
            case ACCEPTED, SHOWN -> memory.invitations().settle(meeting, keys, Standing.INVITED, now);
            case UNKNOWN -> memory.invitations().settle(meeting, keys, Standing.UNKNOWN, now);
            case REFUSED -> memory.invitations().release(meeting, keys);
        }
        audited.settle(memory, changes, settlement, now);
    }

    private List<Invitee> invitees(List<Change> changes) {
        return changes.stream().map(claimed::get).filter(Objects::nonNull).toList();
    }
}
