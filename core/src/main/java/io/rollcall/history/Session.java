package io.rollcall.history;

import io.rollcall.model.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stay of one device in one meeting, from joining to leaving. Rejoining makes a second session. Immutable and thread-safe.
 *
 * @param number identifies the session within its meeting instance
 * @param user null for an anonymous device
 * @param guest distinguishes anonymous devices; null with a user
 * @param external whether the person is outside the organization, as last seen
 * @param phone whether the device is a telephone, as last seen
 * @param device the kind of device in the vendor's term; null if unknown
 * @param joinedAt the vendor's own time of joining; null if unknown
 * @param from when it began
 * @param to when it ended; null while it goes on, as far as is known
 * @param evidence what the boundaries were taken from
 */
public record Session(
        int number,
        @Nullable UserId user,
        @Nullable String guest,
        boolean external,
        boolean phone,
        @Nullable String device,
        @Nullable Instant joinedAt,
        Boundary from,
        @Nullable Boundary to,
        Evidence evidence) {

    /**
     * When the device was in the meeting for certain, and when no longer. Each pair is a read: present, or absent, at some time
     * from the first to the second.
     *
     * @param firstSeen the first time; not after {@code lastSeen}
     * @param lastSeen the last time
     * @param lastSeenBy the end of that read
     * @param absentFrom null if it was not missing since
     * @param absentBy null if it was not missing since
     */
    public record Evidence(
            Instant firstSeen,
            Instant lastSeen,
            Instant lastSeenBy,
            @Nullable Instant absentFrom,
            @Nullable Instant absentBy) {}
}
