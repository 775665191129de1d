package io.rollcall.model;

import java.util.List;

/**
 * Who was rung and who was not.
 *
 * @param alreadyInvited rung for this meeting before, or possibly so, and therefore left alone
 */
public record InvitationResult(List<Invitee> invited, List<Invitee> alreadyInvited) {
    public InvitationResult {
        invited = List.copyOf(invited);
        alreadyInvited = List.copyOf(alreadyInvited);
    }
}
