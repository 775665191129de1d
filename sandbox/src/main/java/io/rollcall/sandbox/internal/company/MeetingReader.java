package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.Meeting.Change;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.company.Meeting.TimedChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the meetings of a company file. Members may be outsiders, so they need not be among the people. */
final class MeetingReader {
    private static final long STARTED = 1_795_161_600_000L;
    private static final long DAY_MILLIS = 86_400_000;

    private MeetingReader() {}

    static List<Meeting> read(List<JsonSection> sections) {
        List<Meeting> meetings = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonSection section : sections) {
            Meeting meeting = meeting(section, meetings.size());
            if (!meeting.id().isEmpty() && !ids.add(meeting.id())) {
                section.problem("id", "'" + meeting.id() + "' is already used by another meeting");
            }
            meetings.add(meeting);
        }
        return meetings;
    }

    private static Meeting meeting(JsonSection section, int number) {
        String id = section.required("id");
        long startTime = section.number("startTime", STARTED, 0, Long.MAX_VALUE);
        List<Member> members = new ArrayList<>();
        List<TimedChange> timeline = new ArrayList<>();
        boolean startsLater = add(timeline, section, "startsAfterMillis", Change.START, null);
        add(timeline, section, "endsAfterMillis", Change.END, null);
        for (JsonSection member : section.sections("members")) {
            member(member, startTime, members, timeline);
        }
        boolean ended = section.second("status", "running", "ended");
        Meeting meeting = new Meeting(
                id,
                section.text("title", "Meeting " + id),
                section.text("roomCode", Integer.toString(560_000_001 + number)),
                section.text("creator"),
                startTime,
                section.text("bizType", "0"),
                !ended && !startsLater,
                section.flag("coHostsShow", true),
                CompanyReader.joining(section),
                members,
                timeline);
        section.end();
        return meeting;
    }

    /** Adds a change if the section has the key. */
    private static boolean add(
            List<TimedChange> timeline, JsonSection section, String key, Change change, @Nullable Member member) {
        Long after = section.number(key, 0, DAY_MILLIS);
        if (after != null) {
            timeline.add(new TimedChange(Duration.ofMillis(after), change, member));
        }
        return after != null;
    }

    /** Adds a member to the present ones, or to those who join later. */
    private static void member(JsonSection section, long startTime, List<Member> members, List<TimedChange> timeline) {
        Member member = member(section, startTime);
        if (!add(timeline, section, "joinsAfterMillis", Change.JOIN, member)) {
            members.add(member);
        }
        add(timeline, section, "leavesAfterMillis", Change.LEAVE, member);
        section.end();
    }

    private static Member member(JsonSection section, long startTime) {
        Integer status = section.raw("status").isNull()
                ? null
                : Integer.valueOf(section.integer("status", Member.ACTIVE, Integer.MIN_VALUE, Integer.MAX_VALUE));
        String unionId = section.text("unionId");
        String phone = section.text("phone");
        if (unionId == null && phone == null && !section.has("nick")) {
            section.problem("requires unionId, phone or nick");
        }
        boolean left = status != null && status > Member.ACTIVE;
        Member member = new Member(
                unionId,
                phone,
                section.text("nick", unionId == null ? "Guest" : unionId),
                status,
                section.raw("host").isNull() ? null : Boolean.valueOf(section.flag("host", false)),
                section.raw("coHost").isNull() ? null : Boolean.valueOf(section.flag("coHost", false)),
                section.flag("outerOrgMember"),
                section.flag("pstnJoin", phone != null),
                section.text("deviceType", "Mac"),
                section.number("joinTime", startTime, 0, Long.MAX_VALUE),
                section.number("leaveTime", left ? startTime + 60_000 : 0, 0, Long.MAX_VALUE));
        return left ? member : member.with(status, member.joinTime(), null);
    }
}
