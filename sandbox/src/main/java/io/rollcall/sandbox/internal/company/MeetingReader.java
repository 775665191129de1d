package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.Meeting.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the meetings of a company file. Members may be outsiders, so they need not be among the people. */
final class MeetingReader {
    private static final long STARTED = 1_795_161_600_000L;

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
        for (JsonSection member : section.sections("members")) {
            members.add(member(member, startTime));
        }
        boolean ended = section.second("status", "running", "ended");
        Meeting meeting = new Meeting(
                id,
                section.text("title", "Meeting " + id),
                section.text("roomCode", Integer.toString(560_000_001 + number)),
                section.text("creator"),
                startTime,
                section.text("bizType", "0"),
                !ended,
                section.flag("coHostsShow", true),
                CompanyReader.joining(section),
                members);
        section.end();
        return meeting;
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
        section.end();
        return left ? member : member.with(status, member.joinTime(), null);
    }
}
