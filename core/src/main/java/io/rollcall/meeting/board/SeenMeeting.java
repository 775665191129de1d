package io.rollcall.meeting.board;

import io.rollcall.model.MeetingId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running meeting as last seen. Immutable.
 *
 * @param application the id of the vendor's application that saw it
 * @param title null if unknown
 * @param startedAt according to the vendor; null if unknown
 * @param seenAt when it was last seen to be running
 * @param source what it was last seen by
 * @param old whether it was not seen for so long that it may have ended
 * @param people hosts first, then co-hosts, then the others; those who left come last
 * @param anonymous how many devices are in the meeting whose users the vendor does not identify
 */
public record SeenMeeting(
        String application,
        MeetingId meeting,
        @Nullable String title,
        @Nullable Instant startedAt,
        Instant seenAt,
        Source source,
        boolean old,
        List<SeenPerson> people,
        int anonymous) {
    public SeenMeeting {
        people = List.copyOf(people);
    }

    /** What a meeting was seen by. */
    public enum Source {
        /** A poll, or a read that an event led to. */
        POLL,
        /** An event of the vendor. */
        EVENT
    }

    /** Shows no title. */
    @Override
    public String toString() {
        return "SeenMeeting[" + meeting + ", " + people.size() + " people]";
    }
}
