package io.rollcall.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.history.AttendedMeeting.Interval;
import io.rollcall.history.AttendedMeeting.Time;
import io.rollcall.json.DocumentedJson;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stay of one device in a meeting: for reports and programs. Immutable and thread-safe.
 *
 * @param instance 1 for the first meeting of this id that was seen, then 2, and so on
 * @param user null for an anonymous device
 * @param device the kind of device in the vendor's term; null if unknown
 * @param from when it began
 * @param to when it ended; null while it goes on, as far as is known
 * @param toKnown null while it goes on
 * @param seconds how long it took
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttendedSession(
        MeetingId meeting,
        int instance,
        @Nullable UserId user,
        boolean external,
        boolean phone,
        @Nullable String device,
        Interval from,
        @Nullable Interval to,
        Known fromKnown,
        @Nullable Known toKnown,
        Time seconds) {

    /** Shapes a session that the store keeps. */
    public static AttendedSession of(MeetingInstance.Key key, Session session) {
        Boundary to = session.to();
        return new AttendedSession(
                key.meeting(),
                key.number(),
                session.user(),
                session.external(),
                session.phone(),
                session.device(),
                Interval.of(session.from()),
                Interval.ofNullable(to),
                session.from().known(),
                to == null ? null : to.known(),
                Time.of(Presence.of(List.of(session))));
    }
}
