package io.rollcall.state;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores promotions, so that Rollcall respects a demotion by hand and stops a promotion that has no effect. Every method
 * throws {@link StoreException} if the store cannot be used. Thread-safe.
 */
public interface PromotionRepository {

    /** The histories of those of the users whom Rollcall promoted in the meeting; the others are absent. */
    Map<UserId, History> histories(MeetingId meeting, Collection<UserId> users);

    /** The histories of these users in all meetings; meetings without one are absent. */
    Map<MeetingId, Map<UserId, History>> remembered(Collection<UserId> users);

    /** Stores when users last joined the meeting, if they have a history in it; a time never decreases. */
    void joined(MeetingId meeting, Map<UserId, Instant> users);

    /**
     * Counts an attempt for each user, before it is requested: after a crash the vendor may have accepted the promotion, and
     * an event that comes late must not repeat it.
     *
     * @return the histories with this attempt: one that counts more attempts than expected shows that another run was first
     */
    Map<UserId, History> tried(MeetingId meeting, Collection<UserId> users, Instant now);

    /** Takes back an attempt for each user: the promotion was certainly not done. */
    void notTried(MeetingId meeting, Collection<UserId> users);

    /** Records that a poll found these users as co-hosts; ignores those whom Rollcall did not promote in the meeting. */
    void seen(MeetingId meeting, Collection<UserId> users, Instant now);

    /** Removes the histories of users who left the meeting or joined it again, and keeps for a day when they had joined. */
    void end(MeetingId meeting, Collection<UserId> users, Instant now);

    /**
     * When these users had joined meetings that they have left since or joined again, by the day's {@link #end}: an event that
     * is not newer comes late.
     */
    Map<MeetingId, Map<UserId, Instant>> pastStays(Collection<UserId> users);

    /** Removes the histories of users whose role Rollcall itself removed, or whom an administrator released. */
    void forget(MeetingId meeting, Collection<UserId> users);

    /**
     * The promotions of a user in a meeting.
     *
     * @param tries how often the vendor accepted, or may have accepted, a promotion since the user was last seen with
     *     the role
     * @param seen whether the user was seen as co-host after a promotion
     * @param joinedAt when the user joined the meeting, according to the vendor; null if unknown
     * @param touchedAt when a promotion was last tried, or first seen after that; null if unknown
     */
    record History(int tries, boolean seen, @Nullable Instant joinedAt, @Nullable Instant touchedAt) {
        /** The maximum number of attempts per meeting and user for a promotion that is accepted without effect. */
        public static final int MOST_TRIES = 3;

        /** A history without times. */
        public History(int tries, boolean seen) {
            this(tries, seen, null);
        }

        /** A history without a time of its last change. */
        public History(int tries, boolean seen, @Nullable Instant joinedAt) {
            this(tries, seen, joinedAt, null);
        }

        /** Whether it changed after a time, so that what was read at that time may be older. */
        public boolean changedAfter(Instant time) {
            return touchedAt != null && touchedAt.isAfter(time);
        }

        /** Whether the maximum number of attempts is reached. */
        public boolean isGivenUp() {
            return tries >= MOST_TRIES;
        }
    }
}
