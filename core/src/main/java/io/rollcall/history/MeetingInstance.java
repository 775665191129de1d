package io.rollcall.history;

import io.rollcall.model.MeetingId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as it took place once: its id and its start, because a vendor may use an id again. Immutable and thread-safe.
 *
 * @param key identifies it
 * @param start when it began
 * @param end when it ended; null while it runs, as far as is known
 * @param lastSeen the last time at which it ran for certain, or at which someone was in it
 * @param lastSeenBy the end of the read that showed it
 */
public record MeetingInstance(Key key, Boundary start, @Nullable Boundary end, Instant lastSeen, Instant lastSeenBy) {

    /**
     * Identifies a meeting instance.
     *
     * @param application the id of the vendor's application that saw it
     * @param number 1 for the first instance of this id that was seen, then 2, and so on
     */
    public record Key(String application, MeetingId meeting, int number) {}
}
