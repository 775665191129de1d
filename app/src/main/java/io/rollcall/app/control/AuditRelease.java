package io.rollcall.app.control;

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
import io.rollcall.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Releases a person on an administrator's request: Rollcall may invite the person to the meeting again, or promote a
 * person again whom it stopped promoting.
 */
public final class AuditRelease {
    /** In place of a flow's name, which cannot hold a blank. */
    private static final String BY = "by hand";

    private static final String ACTION = "release";

    private AuditRelease() {}

    /** The longest time that a run delays a request. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** For the difference between the clocks of several machines, and for saving the outcome. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** The result, with a text for the administrator. */
    public record Result(boolean released, String text) {}

    /**
     * Releases one invitation, or one person whom Rollcall stopped promoting, and writes an entry to the audit.
     *
     * @param whoAsWritten a unionId, or a phone number in any notation
     * @param region the region of phone numbers without a country code
     * @param longestRequest the time after which each request has a response or a timeout
     */
    public static Result of(
            StateStore store,
            String meetingAsWritten,
            String whoAsWritten,
            Instant now,
            String region,
            Duration longestRequest) {
        String meeting = Characters.strip(meetingAsWritten);
        String who = Characters.strip(whoAsWritten);
        // a blank id is invalid
        if (meeting.isEmpty() || who.isEmpty()) {
            throw new UsageException("A release needs the meeting's id and a unionId or a phone number.");
        }
        MeetingId id = new MeetingId(meeting);
        InviteeKey user = new InviteeKey(Kind.USER, who);
        InviteeKey phone = new InviteeKey(Kind.PHONE, who).in(region);
        Map<InviteeKey, Standing> standings =
                new LinkedHashMap<>(store.invitations().standings(id, List.of(user)));
        // the store decides whether the text is an id or a number, in any spelling that 0.1 stored
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
                return new Result(false, underWay(who, meeting, invitation, longestRequest));
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
        return new Result(
                released,
                Sanitizer.text(
                        released
                                ? "Released: Rollcall may invite " + who + " to meeting " + meeting + " again ("
                                        + was(standing) + ")."
                                : "Nothing to release: another process has just released " + who + " for meeting "
                                        + meeting + "."));
    }

    /** Whether the request may still be under way; after a crash it is not. */
    private static boolean isUnderWay(StateStore store, Remembered invitation, Instant now, Duration longestRequest) {
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
                + " has been under way since " + invitation.touchedAt().truncatedTo(ChronoUnit.SECONDS)
                + ". Wait until rollcall audit shows its outcome. If the process that sent it has crashed, try again in "
                + longestRequest.plus(MARGIN).toSeconds() + " seconds.");
    }

    private static Result promotion(StateStore store, MeetingId meeting, String who, Instant now) {
        UserId user = new UserId(who);
        History before = store.promotions().histories(meeting, List.of(user)).get(user);
        if (before == null || !(before.seen() || before.isGivenUp())) {
            requireIdOrNumber(who);
            return new Result(
                    false,
                    Sanitizer.text(
                            "Nothing to release: the store has no invitation of " + who + " to meeting " + meeting
                                    + ", and Rollcall did not stop promoting them there. Run rollcall audit to see all changes."));
        }
        String was = before.seen() ? "was-demoted-by-hand" : "was-given-up";
        List<Long> written =
                store.audit().intend(List.of(new Intention(now, BY, ACTION, meeting.value(), who, null, was)));
        store.promotions().forget(meeting, List.of(user));
        store.audit().settle(written, AuditRepository.Result.DONE, null, null, Instant.now());
        return new Result(
                true,
                Sanitizer.text(
                        "Released: Rollcall may promote " + user + " in meeting " + meeting + " again (" + was + ")."));
    }

    /** Rejects a text that is neither an id nor a phone number. */
    private static void requireIdOrNumber(String who) {
        try {
            PhoneNumbers.parse(who);
        } catch (MalformedValueException noNumber) {
            try {
                PersonIds.parse(who);
            } catch (MalformedValueException noId) {
                throw new UsageException("A release needs a unionId or a phone number: what was given as a unionId "
                        + noId.explanation() + ".");
            }
        }
    }

    private static String was(Standing standing) {
        return "was-" + standing.name().toLowerCase(Locale.ROOT);
    }
}
