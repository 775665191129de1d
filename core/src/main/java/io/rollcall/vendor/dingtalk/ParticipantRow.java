package io.rollcall.vendor.dingtalk;

import io.rollcall.json.Json;
import io.rollcall.model.Attendance;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.vendor.RecordedFields;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a member's row; every field is optional (docs/vendors/dingtalk.md §4.3, 000), absent flags are false. */
final class ParticipantRow {
    /** What a recording may keep of a row. */
    static final RecordedFields FIELDS = RecordedFields.NONE
            .ids("conferenceId", "unionId")
            .times("joinTime", "leaveTime")
            .keep("attendStatus", "host", "coHost", "outerOrgMember", "pstnJoin", "duration", "deviceType")
            .hide("userNick")
            // docs/vendors/pages/page-000-dingtalk-user-ongoing-meetings.md
            .words("Win", "Mac", "iOS", "Android");

    private ParticipantRow() {}

    /** @param asked whose row it is where the row does not say; null where that is not known */
    static Participant read(Json row, MeetingId meeting, @Nullable UserId asked) {
        String user = row.at("unionId").id();
        return participant(row, meeting, user == null ? asked : new UserId(user));
    }

    /** Reads the row of an event, where the unionId is called {@code userId} (docs/vendors/dingtalk.md §6). */
    static Participant pushed(Json row, MeetingId meeting) {
        String user = row.at("userId").id();
        return participant(row, meeting, user == null ? null : new UserId(user));
    }

    private static Participant participant(Json row, MeetingId meeting, @Nullable UserId user) {
        Long stayed = row.at("duration").number();
        return new Participant(
                meeting,
                user,
                row.at("userNick").text(),
                attendance(row.at("attendStatus").number()),
                row.at("host").isTrue(),
                row.at("coHost").isTrue(),
                row.at("outerOrgMember").isTrue(),
                row.at("pstnJoin").isTrue(),
                time(row.at("joinTime")),
                time(row.at("leaveTime")),
                stayed == null ? null : Duration.ofMillis(stayed),
                row.at("deviceType").text());
    }

    /** A person who is in a meeting, with no other details. */
    static Participant unsaid(MeetingId meeting, UserId user) {
        return new Participant(
                meeting, user, null, Attendance.unknown(), false, false, false, false, null, null, null, null);
    }

    /** The meeting that a row names; null where it names none that can be used. */
    static @Nullable MeetingId meeting(Json row) {
        return meetingId(row.at("conferenceId"));
    }

    /** A meeting's id; null where it is none. */
    static @Nullable MeetingId meetingId(Json id) {
        String text = id.text();
        return id.notAnId() != null || text == null ? null : new MeetingId(text);
    }

    /**
     * What is wrong with the field that names a row's user; null where it names one, or none: people from outside have no id
     * (§4.2).
     */
    static @Nullable String wrongUser(Json user) {
        String text = user.text();
        boolean unsaid = !user.isSaid() || (text != null && text.isBlank());
        return unsaid ? null : user.notAnId();
    }

    /** A time since 1970; assumption: 0 stands for "not yet", as no meeting of 1970 is still running. */
    static @Nullable Instant time(Json millis) {
        Instant time = millis.instant();
        return time == null || time.toEpochMilli() == 0 ? null : time;
    }

    // docs/vendors/dingtalk.md §4.2
    private static Attendance attendance(@Nullable Long code) {
        if (code == null) {
            return Attendance.unknown();
        }
        if (code < 1 || code > 6) {
            return new Attendance(State.UNKNOWN, code);
        }
        State state =
                switch (code.intValue()) {
                    case 1 -> State.INITIALISED;
                    case 2 -> State.CALLING;
                    case 3 -> State.ACTIVE;
                    case 4 -> State.NOT_JOINED;
                    case 5 -> State.REMOVED;
                    default -> State.LEFT;
                };
        return new Attendance(state, code);
    }
}
