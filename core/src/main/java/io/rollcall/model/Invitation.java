package io.rollcall.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to call people into a running meeting: one call for all of them. Their phones ring.
 *
 * @param operator on whose behalf; null rings without an inviter's name
 * @param invitees at least one
 */
public record Invitation(MeetingId meeting, @Nullable UserId operator, List<Invitee> invitees) {
    public Invitation {
        invitees = List.copyOf(invitees);
        if (invitees.isEmpty()) {
            throw new IllegalArgumentException("an invitation names at least one invitee");
        }
    }
}
