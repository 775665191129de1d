package io.rollcall.history;

import io.rollcall.event.VendorEvent;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out times within rows and events that cannot be, such as seconds where milliseconds are expected: with a wrong time a
 * session would take decades. What is known without them stays. A kind of device loses what no store keeps. Stateless and thread-safe.
 */
final class VendorValues {
    /** No meeting is older; a number of seconds, read as milliseconds, is a time of 1970. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** An event cannot be much later than its reading, for any difference of the clocks. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final int LONGEST_DEVICE = 64;

    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("\\p{Cntrl}");

    private VendorValues() {}

    static MeetingUpdate checked(MeetingUpdate update) {
        if (update instanceof MeetingUpdate.MeetingsRead read) {
            Instant known = read.time().answered();
            List<Meeting> rows =
                    read.meetings().stream().map(row -> checked(row, known)).toList();
            return new MeetingUpdate.MeetingsRead(rows, read.complete(), read.time());
        } else if (update instanceof MeetingUpdate.MembersRead read) {
            return new MeetingUpdate.MembersRead(
                    read.meeting(), checked(read.rows(), read.time().answered()), read.complete(), read.time());
        } else if (update instanceof MeetingUpdate.UserRead read) {
            return new MeetingUpdate.UserRead(
                    read.user(), checked(read.rows(), read.time().answered()), read.complete(), read.time());
        } else if (update instanceof MeetingUpdate.EventReceived received) {
            return new MeetingUpdate.EventReceived(
                    checked(received.event(), received.receivedAt()), received.receivedAt());
        }
        return update;
    }

    private static @Nullable Instant checked(@Nullable Instant time, Instant known) {
        return time == null || time.isBefore(EARLIEST) || time.isAfter(known.plus(AHEAD)) ? null : time;
    }

    private static List<Participant> checked(List<Participant> rows, Instant known) {
        return rows.stream().map(row -> checked(row, known)).toList();
    }

    /** A store may refuse control characters, and would then refuse everything that is written with them. */
    private static @Nullable String checked(@Nullable String device) {
        if (device == null) {
            return null;
        }
        String kept = CONTROL_CHARACTERS.matcher(device).replaceAll("").strip();
        return kept.isEmpty() ? null : kept.substring(0, Math.min(kept.length(), LONGEST_DEVICE));
    }

    private static Participant checked(Participant row, Instant known) {
        String device = checked(row.device());
        Instant joined = checked(row.joinedAt(), known);
        Instant left = checked(row.leftAt(), known);
        return Objects.equals(joined, row.joinedAt())
                        && Objects.equals(left, row.leftAt())
                        && Objects.equals(device, row.device())
                ? row
                : new Participant(
                        row.meeting(),
                        row.user(),
                        row.name(),
                        row.attendance(),
                        row.host(),
                        row.coHost(),
                        row.external(),
                        row.phone(),
                        joined,
                        left,
                        row.stayed(),
                        device);
    }

    private static Meeting checked(Meeting row, Instant known) {
        Instant started = checked(row.startedAt(), known);
        Instant ended = checked(row.endedAt(), known);
        return Objects.equals(started, row.startedAt()) && Objects.equals(ended, row.endedAt())
                ? row
                : new Meeting(
                        row.id(),
                        row.title(),
                        row.roomCode(),
                        row.creator(),
                        row.creatorName(),
                        started,
                        ended,
                        row.kind(),
                        row.status());
    }

    private static VendorEvent checked(VendorEvent event, Instant known) {
        if (event instanceof VendorEvent.OfMeeting of) {
            Meeting details = of.details();
            return new VendorEvent.OfMeeting(
                    of.type(), checked(of.at(), known), of.meeting(), details == null ? null : checked(details, known));
        } else if (event instanceof VendorEvent.OfParticipant of) {
            return new VendorEvent.OfParticipant(of.type(), checked(of.at(), known), checked(of.participant(), known));
        }
        return event;
    }
}
