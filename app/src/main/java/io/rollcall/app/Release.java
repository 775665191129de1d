package io.rollcall.app;

import io.rollcall.memory.AuditTrail;
import io.rollcall.memory.AuditTrail.Intention;
import io.rollcall.memory.InvitationBook.InviteeKey;
import io.rollcall.memory.InvitationBook.InviteeKey.Kind;
import io.rollcall.memory.InvitationBook.Standing;
import io.rollcall.model.MeetingId;
import io.rollcall.report.Harmless;
import io.rollcall.setting.Characters;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PersonIds;
import io.rollcall.setting.PhoneNumbers;
import io.rollcall.store.Store;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Frees an invitation by hand: whoever was, or may have been, rung into a meeting may be rung again. */
final class Release {
    /** In place of a flow's name, which cannot hold a blank. */
    private static final String BY = "by hand";

    private static final String ACTION = "release";

    private Release() {}

    /** What came of it, in words for the administrator. */
    record Answer(boolean released, String text) {}

    /**
     * Frees one invitation and writes that down.
     *
     * @param who a unionId, or a phone number in any way of writing
     * @param region of telephone numbers without a country code
     */
    static Answer of(Store store, String meetingAsWritten, String whoAsWritten, Instant now, String region) {
        String meeting = Characters.strip(meetingAsWritten);
        String who = Characters.strip(whoAsWritten);
        // blank ids are none of anybody's, and no key can be made of them
        if (meeting.isEmpty() || who.isEmpty()) {
            throw new UsageException("--release needs the meeting's id and a unionId or a phone number.");
        }
        MeetingId id = new MeetingId(meeting);
        InviteeKey user = new InviteeKey(Kind.USER, who);
        InviteeKey phone = new InviteeKey(Kind.PHONE, who).in(region);
        Map<InviteeKey, Standing> standings =
                new LinkedHashMap<>(store.invitations().standings(id, List.of(user)));
        // ids and numbers are both opaque: the book knows which of the two was meant, in whatever spelling 0.1 stored
        // it
        if (standings.isEmpty()) {
            standings.putAll(store.invitations().phones(id));
            standings.keySet().removeIf(stored -> !stored.in(region).equals(phone));
        }
        if (standings.isEmpty()) {
            requireIdOrNumber(who);
            return new Answer(
                    false,
                    Harmless.text("Nothing to release: Rollcall remembers no invitation of " + who + " to meeting "
                            + meeting + ". See rollcall audit for what was done."));
        }
        InviteeKey meant = standings.keySet().iterator().next();
        Intention intention = new Intention(
                now,
                BY,
                ACTION,
                meeting,
                meant.kind() == Kind.USER ? meant.value() : null,
                meant.kind() == Kind.PHONE ? meant.value() : null,
                was(standings.get(meant)));
        List<Long> written = store.audit().intend(List.of(intention));
        boolean released = !store.invitations().release(id, standings.keySet()).isEmpty();
        store.audit()
                .settle(
                        written,
                        released ? AuditTrail.Result.DONE : AuditTrail.Result.FAILED,
                        null,
                        null,
                        Instant.now());
        return new Answer(
                released,
                Harmless.text(
                        released
                                ? "Released: " + who + " may be rung into meeting " + meeting + " again ("
                                        + was(standings.get(meant)) + ")."
                                : "Somebody else has just released " + who + " for meeting " + meeting + "."));
    }

    /** Says what is wrong with what can be neither of the two. */
    private static void requireIdOrNumber(String who) {
        try {
            PhoneNumbers.parse(who);
        } catch (MalformedValueException noNumber) {
            try {
                PersonIds.parse(who);
            } catch (MalformedValueException noId) {
                throw new UsageException("--release needs a unionId or a phone number: what was given as a unionId "
                        + noId.explanation() + ".");
            }
        }
    }

    private static String was(Standing standing) {
        return "was-" + standing.name().toLowerCase(Locale.ROOT);
    }
}
