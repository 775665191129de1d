package io.rollcall.memory;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Remembers promotions, so that a demotion by hand is respected and a hopeless promotion is given up. */
public interface PromotionBook {

    /** What is remembered of those of the users whom Rollcall promoted in the meeting; the others are absent. */
    Map<UserId, History> histories(MeetingId meeting, Collection<UserId> users);

    /** The vendor accepted a promotion of these users, or may have: one more try for each. */
    void tried(MeetingId meeting, Collection<UserId> users, Instant now);

    /** These users were seen as co-hosts; only those whom Rollcall promoted in the meeting are remembered. */
    void seen(MeetingId meeting, Collection<UserId> users, Instant now);

    /** Rollcall itself takes the role from these users: what was before says nothing about them any more. */
    void forget(MeetingId meeting, Collection<UserId> users);

    /**
     * What is remembered of a user in a meeting.
     *
     * @param tries how often the vendor accepted, or may have accepted, a promotion since the user was last seen with
     *     the role
     * @param seen whether the user was seen as co-host after a promotion
     */
    record History(int tries, boolean seen) {}
}
