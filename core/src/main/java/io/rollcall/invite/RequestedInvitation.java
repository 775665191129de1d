package io.rollcall.invite;

import io.rollcall.meeting.ChangeResult;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Invitee;
import io.rollcall.report.Change;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.Outcome;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An invitation that a caller requests without a flow. It uses the same stored claims as the flows: Rollcall never calls a
 * person twice for one meeting. Immutable; its methods use a store and follow that store's thread safety.
 */
public final class RequestedInvitation {
    private final InvitationAttempt attempt;
    private final List<Change> changes;
    private final List<Invitee> alreadyInvited;

    private RequestedInvitation(InvitationAttempt attempt, List<Change> changes, List<Invitee> alreadyInvited) {
        this.attempt = attempt;
        this.changes = List.copyOf(changes);
        this.alreadyInvited = List.copyOf(alreadyInvited);
    }

    /**
     * Claims the invitees without a claim, and writes the intended invitations to the audit, unless all changes are paused.
     *
     * @param by the caller, in place of a flow's name
     * @param region the region of phone numbers without a country code
     * @return empty during a pause: then do not send the request
     * @throws StoreException if the store cannot be written: then do not send the request
     */
    public static Optional<RequestedInvitation> claim(
            StateStore store,
            String by,
            Invitation desired,
            Invitations invitations,
            InstantSource clock,
            String region) {
        Map<Change, Invitee> asked = new LinkedHashMap<>();
        InvitePlanner.distinct(desired.invitees(), region)
                .forEach(invitee -> asked.put(
                        InvitePlanner.invitation(desired.meeting(), invitee, Change.Reason.REQUESTED), invitee));
        return InvitationAttempt.intend(store, by, desired.meeting(), asked, clock.instant(), region)
                .map(audited -> {
                    Map<Change, Invitee> others = new LinkedHashMap<>(asked);
                    others.keySet().removeAll(audited.changes());
                    InvitationAttempt attempt = new InvitationAttempt(
                            desired.meeting(), desired.operator(), asked, audited, invitations, clock, region);
                    return new RequestedInvitation(attempt, audited.changes(), List.copyOf(others.values()));
                });
    }

    /** The input of the vendor's operation; empty if all invitees were invited before. */
    public Optional<Invitation> input() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(attempt.input(changes));
    }

    /** Whether a pause that began since keeps the request from being sent. */
    public boolean isPaused(StateStore store) {
        return attempt.isPaused(store);
    }

    /** Saves the outcome; invitees whom the vendor certainly did not call can be claimed again. */
    public void settle(StateStore store, Outcome<Accepted> outcome) {
        store.atomically(() -> {
            attempt.save(store, changes, ChangeResult.of(outcome));
            return changes;
        });
    }

    /** The result after the vendor accepted the request. */
    public InvitationResult result() {
        return new InvitationResult(input().map(Invitation::invitees).orElse(List.of()), alreadyInvited);
    }
}
