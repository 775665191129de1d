package io.rollcall.state;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers promotions, so that a demotion by hand is respected and a hopeless promotion is given up. */
public interface PromotionRepository {

    /** What is remembered of those of the users whom Rollcall promoted in the meeting; the others are absent. */
    Map<UserId, History> histories(MeetingId meeting, Collection<UserId> users);

    /** Everything that is remembered of these users, in whatever meeting; meetings of which nothing is are absent. */
    Map<MeetingId, Map<UserId, History>> remembered(Collection<UserId> users);

    /** Keeps when users joined the meeting last, where a promotion of them is remembered; a time never goes back. */
    void joined(MeetingId meeting, Map<UserId, Instant> users);

    /** The vendor accepted a promotion of these users, or may have: one more try for each. */
    void tried(MeetingId meeting, Collection<UserId> users, Instant now);

    /** These users were seen as co-hosts; only those whom Rollcall promoted in the meeting are remembered. */
    void seen(MeetingId meeting, Collection<UserId> users, Instant now);

    /**
     * What was before says nothing about these users any more: they left the meeting, Rollcall itself took their role, or
     * an administrator said so.
     */
    void forget(MeetingId meeting, Collection<UserId> users);

    /**
     * What is remembered of a user in a meeting.
     *
     * @param tries how often the vendor accepted, or may have accepted, a promotion since the user was last seen with
     *     the role
     * @param seen whether the user was seen as co-host after a promotion
     * @param joinedAt when the user joined the meeting, as the vendor said last; null where it did not say
     */
    record History(int tries, boolean seen, @Nullable Instant joinedAt) {
        /** How often a promotion that is accepted but never shows is tried, per meeting and user. */
        public static final int MOST_TRIES = 3;

        /** A history of which no time of joining is known. */
        public History(int tries, boolean seen) {
            this(tries, seen, null);
        }

        /** Whether the promotion was tried as often as it may be. */
        public boolean isGivenUp() {
            return tries >= MOST_TRIES;
        }
    }
}
