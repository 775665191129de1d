package io.rollcall.app;

import io.rollcall.json.Sanitizer;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.setting.Characters;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PersonIds;
import io.rollcall.setting.PhoneNumbers;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.InviteeKey.Kind;
import io.rollcall.state.InvitationRepository.Remembered;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.PromotionRepository.History;
import io.rollcall.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Frees a person by hand: whoever was, or may have been, invited to a meeting may be invited again, and whoever was
 * demoted by hand or given up may be promoted again.
 */
final class AuditReleaseCommand {
    /** In place of a flow's name, which cannot hold a blank. */
    private static final String BY = "by hand";

    private static final String ACTION = "release";

    private AuditReleaseCommand() {}

    /** No run lasts longer with a request that it has not sent yet. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** For clocks of several machines that differ a little, and for writing the outcome down. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** What came of it, in words for the administrator. */
    record Answer(boolean released, String text) {}

    /**
     * Frees one invitation, or one person who is not promoted any more, and writes that down.
     *
     * @param whoAsWritten a unionId, or a phone number in any way of writing
     * @param region of telephone numbers without a country code
     * @param longestRequest after which a request was answered or is given up
     */
    static Answer of(
            Store store,
            String meetingAsWritten,
            String whoAsWritten,
            Instant now,
            String region,
            Duration longestRequest) {
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
            return promotion(store, id, who, now);
        }
        for (InviteeKey key : standings.keySet()) {
            Remembered invitation = store.invitations().remembered(id, key).orElse(null);
            if (invitation != null && isUnderWay(store, invitation, now, longestRequest)) {
                return new Answer(false, underWay(who, meeting, invitation, longestRequest));
            }
        }
        Map.Entry<InviteeKey, Standing> first = standings.entrySet().iterator().next();
        InviteeKey meant = first.getKey();
        Standing standing = first.getValue();
        Intention intention = new Intention(
                now,
                BY,
                ACTION,
                meeting,
                meant.kind() == Kind.USER ? meant.value() : null,
                meant.kind() == Kind.PHONE ? meant.value() : null,
                was(standing));
        List<Long> written = store.audit().intend(List.of(intention));
        boolean released = !store.invitations().release(id, standings.keySet()).isEmpty();
        store.audit()
                .settle(
                        written,
                        released ? AuditRepository.Result.DONE : AuditRepository.Result.FAILED,
                        null,
                        null,
                        Instant.now());
        return new Answer(
                released,
                Sanitizer.text(
                        released
                                ? "Released: " + who + " may be rung into meeting " + meeting + " again ("
                                        + was(standing) + ")."
                                : "Somebody else has just released " + who + " for meeting " + meeting + "."));
    }

    /** Whether the request may still be on its way; after a crash nobody sends it any more. */
    private static boolean isUnderWay(Store store, Remembered invitation, Instant now, Duration longestRequest) {
        if (invitation.standing() != Standing.INTENDED) {
            return false;
        }
        Duration age = Duration.between(invitation.touchedAt(), now).abs();
        if (age.compareTo(longestRequest.plus(MARGIN)) < 0) {
            return true;
        }
        String holder = "flow " + invitation.flow() + ":";
        return age.compareTo(LONGEST_WAIT) < 0
                && store.runnerLocks().holders().stream().anyMatch(lock -> lock.startsWith(holder));
    }

    private static String underWay(String who, String meeting, Remembered invitation, Duration longestRequest) {
        return Sanitizer.text("Not released: the request that invites " + who + " to meeting " + meeting
                + " is under way, since " + invitation.touchedAt().truncatedTo(ChronoUnit.SECONDS)
                + ". Wait until rollcall audit shows its outcome. If the process that sent it has crashed, try again in "
                + longestRequest.plus(MARGIN).toSeconds() + " seconds.");
    }

    private static Answer promotion(Store store, MeetingId meeting, String who, Instant now) {
        UserId user = new UserId(who);
        History before = store.promotions().histories(meeting, List.of(user)).get(user);
        if (before == null || !(before.seen() || before.isGivenUp())) {
            requireIdOrNumber(who);
            return new Answer(
                    false,
                    Sanitizer.text("Nothing to release: Rollcall remembers no invitation of " + who + " to meeting "
                            + meeting + ", nor that it stopped to promote them there. See rollcall audit for what was"
                            + " done."));
        }
        String was = before.seen() ? "was-demoted-by-hand" : "was-given-up";
        List<Long> written =
                store.audit().intend(List.of(new Intention(now, BY, ACTION, meeting.value(), who, null, was)));
        store.promotions().forget(meeting, List.of(user));
        store.audit().settle(written, AuditRepository.Result.DONE, null, null, Instant.now());
        return new Answer(
                true,
                Sanitizer.text(
                        "Released: " + user + " may be promoted in meeting " + meeting + " again (" + was + ")."));
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
