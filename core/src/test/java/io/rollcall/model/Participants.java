package io.rollcall.model;

import io.rollcall.model.Attendance.State;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of lists of participants, of which a test says only what matters to it. */
public final class Participants {
    private Participants() {}

    /**
     * A row of which the rest is unknown.
     *
     * @param flags roles and kinds: host, coHost, external, phone
     */
    public static Participant row(MeetingId meeting, @Nullable UserId user, State state, String... flags) {
        return row(meeting, user, state, null, null, null, flags);
    }

    /** A row with the times that the vendor reports. */
    public static Participant row(
            MeetingId meeting,
            @Nullable UserId user,
            State state,
            @Nullable Instant joined,
            @Nullable Instant left,
            @Nullable String device,
            String... flags) {
        Set<String> set = Set.of(flags);
        return new Participant(
                meeting,
                user,
                null,
                new Attendance(state, null),
                set.contains("host"),
                set.contains("coHost"),
                set.contains("external"),
                set.contains("phone"),
                joined,
                left,
                null,
                device);
    }

    /** The row with a display name. */
    public static Participant named(Participant row, String name) {
        return new Participant(
                row.meeting(),
                row.user(),
                name,
                row.attendance(),
                row.host(),
                row.coHost(),
                row.external(),
                row.phone(),
                row.joinedAt(),
                row.leftAt(),
                row.stayed(),
                row.device());
    }
}
