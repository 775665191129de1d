package io.rollcall.invite;

import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResult;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Invitee;
import io.rollcall.report.Change;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
     * Claims the invitees without a claim, and writes the intended invitations to the audit.
     *
     * @param by the caller, in place of a flow's name
     * @param region the region of phone numbers without a country code
     * @throws StoreException if the store cannot be written: then do not send the request
     */
    public static RequestedInvitation claim(
            StateStore store,
            String by,
            Invitation desired,
            Invitations invitations,
            InstantSource clock,
            String region) {
        return store.atomically(() -> claimAtomically(store, by, desired, invitations, clock, region));
    }

    private static RequestedInvitation claimAtomically(
            StateStore store,
            String by,
            Invitation desired,
            Invitations invitations,
            InstantSource clock,
            String region) {
        List<Invitee> distinct = InvitePlanner.distinct(desired.invitees(), region);
        List<InviteeKey> keys =
                distinct.stream().map(invitee -> InviteeKey.of(invitee, region)).toList();
        Set<InviteeKey> claimed =
                PastInvitations.claim(store.invitations(), by, desired.meeting(), keys, clock.instant(), region);
        Map<Change, Invitee> won = new LinkedHashMap<>();
        List<Invitee> others = new ArrayList<>();
        for (Invitee invitee : distinct) {
            if (claimed.contains(InviteeKey.of(invitee, region))) {
                won.put(InvitePlanner.invitation(desired.meeting(), invitee, Change.Reason.REQUESTED), invitee);
            } else {
                others.add(invitee);
            }
        }
        List<Change> changes = List.copyOf(won.keySet());
        AuditedChanges audited = changes.isEmpty()
                ? new AuditedChanges(Map.of())
                : AuditedChanges.intend(store, by, changes, clock.instant());
        return new RequestedInvitation(
                new InvitationAttempt(desired.meeting(), desired.operator(), won, audited, invitations, clock, region),
                changes,
                others);
    }

    /** The input of the vendor's operation; empty if all invitees were invited before. */
    public Optional<Invitation> input() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(attempt.input(changes));
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
