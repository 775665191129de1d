package io.rollcall.camel;

import io.rollcall.model.Attendance;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of lists of participants, of which a test says only what matters to it. */
public final class Participants {
    private Participants() {}

    /** A person who is in a meeting. */
    public static Participant active(MeetingId meeting, String user) {
        return row(meeting, user, State.ACTIVE, null, null);
    }

    /** A row with the times that the vendor reports. */
    public static Participant row(
            MeetingId meeting, String user, State state, @Nullable Instant joined, @Nullable Instant left) {
        return new Participant(
                meeting,
                new UserId(user),
                null,
                new Attendance(state, null),
                false,
                false,
                false,
                false,
                joined,
                left,
                null,
                null);
    }
}
