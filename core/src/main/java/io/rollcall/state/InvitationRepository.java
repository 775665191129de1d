package io.rollcall.state;

import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.setting.PhoneNumbers;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers who was called into which meeting, so that nobody is rung twice, by any flow of any process. */
public interface InvitationRepository {

    /** What is remembered of those of the given invitees who were called into the meeting before; the others are absent. */
    Map<InviteeKey, Standing> standings(MeetingId meeting, Collection<InviteeKey> invitees);

    /** Every telephone that is remembered for the meeting, as it is stored: 0.1 stored other spellings than E.164. */
    Map<InviteeKey, Standing> phones(MeetingId meeting);

    /** What is remembered of one invitation, for an administrator; empty where nothing is. */
    Optional<Remembered> remembered(MeetingId meeting, InviteeKey invitee);

    /**
     * What is remembered of an invitation.
     *
     * @param flow whose invitation it is; null where only the outcome was written
     * @param touchedAt when the standing was written
     */
    record Remembered(Standing standing, @Nullable String flow, Instant touchedAt) {}

    /**
     * When a backup was put back. Invitations between the backup and this time are not known, so nobody may be invited
     * into a meeting that was running then. Empty where no backup was put back.
     */
    default Optional<Instant> restoredAt() {
        return Optional.empty();
    }

    /**
     * Writes down the intention to ring, before anybody is rung.
     *
     * @return those that this caller may now ring; the others were claimed by somebody else, now or earlier
     */
    Set<InviteeKey> claim(String flow, MeetingId meeting, Collection<InviteeKey> invitees, Instant now);

    /** Writes down how it went for invitees that this caller claimed. */
    void settle(MeetingId meeting, Collection<InviteeKey> invitees, Standing standing, Instant now);

    /**
     * Takes back claims of invitees who were certainly not rung, or whom an administrator frees: they may be claimed
     * again.
     *
     * @return what was remembered of those who were released now; the others had no claim, or somebody else released it
     */
    Map<InviteeKey, Standing> release(MeetingId meeting, Collection<InviteeKey> invitees);

    /** How far an invitation got. */
    enum Standing {
        /** Claimed; whether the phone rang is known to the claimer only, or to nobody if it crashed. */
        INTENDED,
        /** The vendor accepted the invitation. */
        INVITED,
        /** Nobody knows whether the phone rang. Never repeated. */
        UNKNOWN
    }

    /**
     * Who is meant, in a form that can be stored.
     *
     * @param kind user or phone
     * @param value the user's id, or the number in E.164, so that two ways of writing a number are one phone; the number's
     *     digits where it has no such form. 0.1 stored the digits as they were written, with a leading plus where there was one
     */
    record InviteeKey(Kind kind, String value) {
        /** The kinds of invitees. */
        public enum Kind {
            USER,
            PHONE
        }

        /**
         * The key of an invitee.
         *
         * @param region of telephone numbers without a country code
         */
        public static InviteeKey of(Invitee invitee, String region) {
            if (invitee instanceof Invitee.User user) {
                return new InviteeKey(Kind.USER, user.id().value());
            }
            String number = ((Invitee.Phone) invitee).number().value();
            return new InviteeKey(Kind.PHONE, PhoneNumbers.e164(number, region));
        }

        /** What this version calls the invitee whom an earlier one may have stored under another spelling. */
        public InviteeKey in(String region) {
            return kind == Kind.USER ? this : new InviteeKey(kind, PhoneNumbers.e164(value, region));
        }

        /** Shows no number. */
        @Override
        public String toString() {
            return kind == Kind.USER ? "user " + value : "phone ***";
        }
    }
}
