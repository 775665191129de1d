package io.rollcall.flow.internal.invite;

import io.rollcall.call.Outcome;
import io.rollcall.flow.internal.meetings.Audited;
import io.rollcall.flow.internal.meetings.Settlement;
import io.rollcall.memory.InvitationBook.InviteeKey;
import io.rollcall.memory.Memory;
import io.rollcall.memory.MemoryException;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Invitee;
import io.rollcall.provider.Accepted;
import io.rollcall.provider.Invitations;
import io.rollcall.report.Change;
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
public final class DirectInvitation {
    private final Ring ring;
    private final List<Change> changes;
    private final List<Invitee> alreadyInvited;

    private DirectInvitation(Ring ring, List<Change> changes, List<Invitee> alreadyInvited) {
        this.ring = ring;
        this.changes = List.copyOf(changes);
        this.alreadyInvited = List.copyOf(alreadyInvited);
    }

    /**
     * Claims those whom nobody has claimed yet, and writes the intention into the audit.
     *
     * @param by who asks, in the place of a flow's name
     * @param region of telephone numbers without a country code
     * @throws MemoryException where that cannot be written: then nobody may be rung
     */
    public static DirectInvitation claim(
            Memory memory, String by, Invitation wish, Invitations invitations, InstantSource clock, String region) {
        return memory.atomically(() -> claimTogether(memory, by, wish, invitations, clock, region));
    }

    private static DirectInvitation claimTogether(
            Memory memory, String by, Invitation wish, Invitations invitations, InstantSource clock, String region) {
        List<Invitee> wished = InvitePlanner.distinct(wish.invitees(), region);
        List<InviteeKey> keys =
                wished.stream().map(invitee -> InviteeKey.of(invitee, region)).toList();
        Set<InviteeKey> claimed =
                Remembered.claim(memory.invitations(), by, wish.meeting(), keys, clock.instant(), region);
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
        Audited audited =
                changes.isEmpty() ? new Audited(Map.of()) : Audited.intend(memory, by, changes, clock.instant());
        return new DirectInvitation(
                new Ring(wish.meeting(), wish.operator(), won, audited, invitations, clock, region), changes, others);
    }

    /** What to ask the vendor; empty where everybody named was invited before. */
    public Optional<Invitation> question() {
        return changes.isEmpty() ? Optional.empty() : Optional.of(ring.question(changes));
    }

    /** Writes down how it went: those who were certainly not rung may be invited again, by anybody. */
    public void settle(Memory memory, Outcome<Accepted> outcome) {
        memory.atomically(() -> {
            ring.remember(memory, changes, Settlement.of(outcome));
            return changes;
        });
    }

    /** Who was rung, once the vendor accepted. */
    public InvitationResult result() {
        return new InvitationResult(question().map(Invitation::invitees).orElse(List.of()), alreadyInvited);
    }
}
