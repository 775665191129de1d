package io.rollcall.meeting.update;

import io.rollcall.event.VendorEvent;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.List;

/**
 * What one read, one event or one change shows of running meetings. Updates come late, twice, in another order or not at all:
 * a listener takes each as evidence about the time that it names. Times are this machine's, except those within rows and events.
 * Immutable and thread-safe; {@code toString} shows no names and no titles.
 */
public sealed interface MeetingUpdate {

    /**
     * When a read took place.
     *
     * @param asked before the first request was sent
     * @param answered after the last response; not before {@code asked}
     */
    record ReadTime(Instant asked, Instant answered) {
        /** A clock that was set back during the read makes no negative time. */
        public ReadTime {
            answered = answered.isBefore(asked) ? asked : answered;
        }
    }

    /**
     * The list of all running meetings of the organization.
     *
     * @param meetings with titles and start times, as far as the vendor tells them
     * @param complete whether every page and every row was read: a meeting that is missing was then not running
     */
    record MeetingsRead(List<Meeting> meetings, boolean complete, ReadTime time) implements MeetingUpdate {
        public MeetingsRead {
            meetings = List.copyOf(meetings);
        }
    }

    /**
     * The rows of everyone in one meeting, every page read.
     *
     * @param rows also those of anonymous devices, and of people who left where the vendor lists them
     * @param complete whether every row could be read: a person who is missing was then not in the meeting
     */
    record MembersRead(MeetingId meeting, List<Participant> rows, boolean complete, ReadTime time)
            implements MeetingUpdate {
        public MembersRead {
            rows = List.copyOf(rows);
        }

        @Override
        public String toString() {
            return "MembersRead[" + meeting + ", " + rows.size() + " rows]";
        }
    }

    /**
     * One person's rows in all running meetings.
     *
     * @param rows only of this person; empty for a person in no meeting
     * @param complete whether every row could be read: the person was then in no other meeting
     */
    record UserRead(UserId user, List<Participant> rows, boolean complete, ReadTime time) implements MeetingUpdate {
        public UserRead {
            rows = List.copyOf(rows);
        }

        @Override
        public String toString() {
            return "UserRead[" + user + ", " + rows.size() + " rows]";
        }
    }

    /** The vendor answered that a meeting does not exist, or no longer. */
    record MeetingNotFound(MeetingId meeting, ReadTime time) implements MeetingUpdate {}

    /**
     * Rollcall changed a role, and the vendor confirmed it.
     *
     * @param time of the request and its response
     */
    record RoleChanged(MeetingId meeting, UserId user, CoHostChange.Action action, ReadTime time)
            implements MeetingUpdate {}

    /**
     * The vendor pushed an event about a meeting or a participant.
     *
     * @param event an {@link VendorEvent.OfMeeting} or {@link VendorEvent.OfParticipant}
     * @param receivedAt when this process received it
     */
    record EventReceived(VendorEvent event, Instant receivedAt) implements MeetingUpdate {}
}
