package io.rollcall.hint;

import io.rollcall.event.VendorEvent;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.Participants;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events as vendors push them. */
public final class Events {
    private Events() {}

    /** A moment of the vendor's clock. */
    public static Instant at(long second) {
        return Instant.ofEpochSecond(1_800_000_000 + second);
    }

    public static VendorEvent started(String meeting, @Nullable Instant at) {
        return new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_STARTED, at, new MeetingId(meeting));
    }

    public static VendorEvent ended(String meeting, @Nullable Instant at) {
        return new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_ENDED, at, new MeetingId(meeting));
    }

    public static VendorEvent joined(String meeting, String user, @Nullable Instant at, String... flags) {
        return new VendorEvent.OfParticipant(
                VendorEvent.Type.PARTICIPANT_JOINED, at, row(meeting, user, State.ACTIVE, at, null, flags));
    }

    public static VendorEvent left(String meeting, String user, @Nullable Instant at) {
        return left(meeting, user, null, at);
    }

    /** A leave that tells when the stay had begun. */
    public static VendorEvent left(String meeting, String user, @Nullable Instant joined, @Nullable Instant at) {
        return new VendorEvent.OfParticipant(
                VendorEvent.Type.PARTICIPANT_LEFT, at, row(meeting, user, State.LEFT, joined, at));
    }

    /** A row with roles and kinds: host, coHost, external, phone. */
    public static Participant row(
            String meeting,
            @Nullable String user,
            State state,
            @Nullable Instant joined,
            @Nullable Instant left,
            String... flags) {
        return Participants.row(
                new MeetingId(meeting), user == null ? null : new UserId(user), state, joined, left, null, flags);
    }

    /** The six orders in which three of something may come. */
    public static <T> List<List<T>> inAnyOrder(T a, T b, T c) {
        return List.of(
                List.of(a, b, c),
                List.of(a, c, b),
                List.of(b, a, c),
                List.of(b, c, a),
                List.of(c, a, b),
                List.of(c, b, a));
    }

    /** Hints of one join. */
    public static Hints join(String meeting, String user, @Nullable Instant at) {
        return new Hints(Map.of(new MeetingId(meeting), List.of(row(meeting, user, State.ACTIVE, at, null))), Set.of());
    }

    /** Hints that name meetings to read. */
    public static Hints read(String... meetings) {
        return new Hints(
                Map.of(),
                Set.copyOf(List.of(meetings).stream().map(MeetingId::new).toList()));
    }
}
