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
 * Reads and claims invitations under every spelling of a phone number. Rollcall 0.1 stored the digits as they were written,
 * and an upgrade must not call a person again. Stateless and thread-safe.
 */
final class PastInvitations {
    private PastInvitations() {}

    /** As {@link InvitationRepository#standings}. */
    static Map<InviteeKey, Standing> standings(
            InvitationRepository repository, MeetingId meeting, Collection<InviteeKey> invitees, String region) {
        Map<InviteeKey, Standing> standings = new LinkedHashMap<>(repository.standings(meeting, invitees));
        if (invitees.stream().anyMatch(key -> key.kind() == Kind.PHONE)) {
            repository.phones(meeting).forEach((stored, standing) -> {
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
            InvitationRepository repository,
            String flow,
            MeetingId meeting,
            Collection<InviteeKey> invitees,
            Instant now,
            String region) {
        Set<InviteeKey> free = new LinkedHashSet<>(invitees);
        free.removeAll(standings(repository, meeting, invitees, region).keySet());
        return repository.claim(flow, meeting, free, now);
    }
}
