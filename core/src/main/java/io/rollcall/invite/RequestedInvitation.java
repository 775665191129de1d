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
 * An invitation that somebody asks for directly, without a flow. It goes through the same book as those of the flows:
 * nobody is rung twice for one meeting, whoever asks. Immutable.
 */
public final class RequestedInvitation {
    private final InvitationAttempt ring;
    private final List<Change> changes;
    private final List<Invitee> alreadyInvited;

    private RequestedInvitation(InvitationAttempt ring, List<Change> changes, List<Invitee> alreadyInvited) {
        this.ring = ring;
        this.changes = List.copyOf(changes);
        this.alreadyInvited = List.copyOf(alreadyInvited);
    }

    /**
     * Claims those whom nobody has claimed yet, and writes the intention into the audit.
     *
     * @param by who asks, in the place of a flow's name
     * @param region of telephone numbers without a country code
     * @throws StoreException where that cannot be written: then nobody may be rung
     */
    public static RequestedInvitation claim(
            StateStore store, String by, Invitation wish, Invitations invitations, InstantSource clock, String region) {
        return store.atomically(() -> claimTogether(store, by, wish, invitations, clock, region));
    }

    private static RequestedInvitation claimTogether(
            StateStore store, String by, Invitation wish, Invitations invitations, InstantSource clock, String region) {
        List<Invitee> wished = InvitePlanner.distinct(wish.invitees(), region);
        List<InviteeKey> keys =
                wished.stream().map(invitee -> InviteeKey.of(invitee, region)).toList();
        Set<InviteeKey> claimed =
                PastInvitations.claim(store.invitations(), by, wish.meeting(), keys, clock.instant(), region);
        Map<Change, Invitee> won = new LinkedHashMap<>();
        List<Invitee> others = new ArrayList<>();
        for (Invitee invitee : wished) {
            if (claimed.contains(InviteeKey.of(invitee, region))) {
                won.put(InvitePlanner.invitation(wish.meeting(), invitee, Change.Reason.REQUESTED), invitee);
            } else {
                others.add(invitee);
            }
        }
        List<Change> changes = List.copyOf(won.keySet());
        AuditedChanges audited = changes.isEmpty()
                ? new AuditedChanges(Map.of())
                : AuditedChanges.intend(store, by, changes, clock.instant());
        return new RequestedInvitation(
                new InvitationAttempt(wish.meeting(), wish.operator(), won, audited, invitations, clock, region),
                changes,
                others);
    }

    /** What to ask the vendor; empty where everybody named was invited before. */
    public Optional<Invitation> question() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(ring.question(changes));
    }

    /** Writes down how it went: those who were certainly not rung may be invited again, by anybody. */
    public void settle(StateStore store, Outcome<Accepted> outcome) {
        store.atomically(() -> {
            ring.remember(store, changes, ChangeResult.of(outcome));
            return changes;
        });
    }

    /** Who was rung, once the vendor accepted. */
    public InvitationResult result() {
        return new InvitationResult(question().map(Invitation::invitees).orElse(List.of()), alreadyInvited);
    }
}
