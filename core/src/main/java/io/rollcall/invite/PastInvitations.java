package io.rollcall.invite;

import io.rollcall.model.MeetingId;
import io.rollcall.state.InvitationRepository;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.InviteeKey.Kind;
import io.rollcall.state.InvitationRepository.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the invitation book remembers of people, under whichever spelling a telephone number was stored: 0.1 stored the
 * digits as they were written, and nobody may be called again because of an upgrade. Stateless.
 */
final class PastInvitations {
    private PastInvitations() {}

    /** As {@link InvitationRepository#standings}. */
    static Map<InviteeKey, Standing> standings(
            InvitationRepository book, MeetingId meeting, Collection<InviteeKey> invitees, String region) {
        Map<InviteeKey, Standing> standings = new LinkedHashMap<>(book.standings(meeting, invitees));
        if (invitees.stream().anyMatch(key -> key.kind() == Kind.PHONE)) {
            book.phones(meeting).forEach((stored, standing) -> {
                InviteeKey key = stored.in(region);
                if (invitees.contains(key)) {
                    standings.putIfAbsent(key, standing);
                }
            });
        }
        return standings;
    }

    /** As {@link InvitationRepository#claim}. */
    static Set<InviteeKey> claim(
            InvitationRepository book,
            String flow,
            MeetingId meeting,
            Collection<InviteeKey> invitees,
            Instant now,
            String region) {
        Set<InviteeKey> free = new LinkedHashSet<>(invitees);
        free.removeAll(standings(book, meeting, invitees, region).keySet());
        return book.claim(flow, meeting, free, now);
    }
}
