package io.rollcall.model;

import io.rollcall.json.DocumentedJson;
import java.util.List;

/**
 * Who was rung and who was not.
 *
 * @param alreadyInvited rung for this meeting before, or possibly so, and therefore left alone
 */
@DocumentedJson
public record InvitationResult(List<Invitee> invited, List<Invitee> alreadyInvited) {
    public InvitationResult {
        invited = List.copyOf(invited);
        alreadyInvited = List.copyOf(alreadyInvited);
    }
}
