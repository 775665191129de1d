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

/**
 * Stores who was called into which meeting, so that no flow of any process calls a person twice. Every method throws
 * {@link StoreException} if the store cannot be used. Thread-safe.
 */
public interface InvitationRepository {

    /** The standings of those of the invitees who were called into the meeting before; the others are absent. */
    Map<InviteeKey, Standing> standings(MeetingId meeting, Collection<InviteeKey> invitees);

    /** Every phone that is stored for the meeting, as it is stored: 0.1 stored other spellings than E.164. */
    Map<InviteeKey, Standing> phones(MeetingId meeting);

    /** One stored invitation, for an administrator; empty if there is none. */
    Optional<Remembered> remembered(MeetingId meeting, InviteeKey invitee);

    /**
     * A stored invitation.
     *
     * @param flow the flow that sent it; null if only the outcome was written
     * @param touchedAt when the standing was written
     */
    record Remembered(Standing standing, @Nullable String flow, Instant touchedAt) {}

    /**
     * When a backup was restored. Invitations between the backup and this time are unknown, so no one may be invited into a
     * meeting that was running then. Empty if no backup was restored.
     */
    default Optional<Instant> restoredAt() {
        return Optional.empty();
    }

    /**
     * Claims invitees before the vendor calls them.
     *
     * @return those that this caller may now invite; the others were claimed before, or by another caller
     */
    Set<InviteeKey> claim(String flow, MeetingId meeting, Collection<InviteeKey> invitees, Instant now);

    /** Writes the outcome for invitees that this caller claimed. */
    void settle(MeetingId meeting, Collection<InviteeKey> invitees, Standing standing, Instant now);

    /**
     * Removes the claims of invitees who were certainly not called, or whom an administrator releases, so that they may be
     * claimed again.
     *
     * @return the standings of those who were released now; the others had no claim
     */
    Map<InviteeKey, Standing> release(MeetingId meeting, Collection<InviteeKey> invitees);

    /** The progress of an invitation. */
    enum Standing {
        /** Claimed. The outcome is not written yet, or never will be if the process crashed. */
        INTENDED,
        /** The vendor accepted the invitation. */
        INVITED,
        /** The vendor may have called the invitee. Never repeated. */
        UNKNOWN
    }

    /**
     * Identifies an invitee in a form that can be stored.
     *
     * @param kind user or phone
     * @param value the user's id, or the number in E.164, so that two spellings of a number are one phone; the number's
     *     digits if it has no such form. 0.1 stored the digits as they were written, with a leading plus if there was one
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
         * @param region the region of phone numbers without a country code
         */
        public static InviteeKey of(Invitee invitee, String region) {
            if (invitee instanceof Invitee.User user) {
                return new InviteeKey(Kind.USER, user.id().value());
            }
            String number = ((Invitee.Phone) invitee).number().value();
            return new InviteeKey(Kind.PHONE, PhoneNumbers.e164(number, region));
        }

        /** This version's key for an invitee whom an earlier version may have stored under another spelling. */
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
