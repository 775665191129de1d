package io.rollcall.model;

import io.rollcall.json.DocumentedJson;
import java.util.List;

/**
 * The result of an invitation. Immutable.
 *
 * @param alreadyInvited skipped, because they were invited to this meeting before, or may have been
 */
@DocumentedJson
public record InvitationResult(List<Invitee> invited, List<Invitee> alreadyInvited) {
    public InvitationResult {
        invited = List.copyOf(invited);
        alreadyInvited = List.copyOf(alreadyInvited);
    }
}
