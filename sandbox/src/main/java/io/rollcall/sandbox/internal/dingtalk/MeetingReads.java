package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.company.DingTalkSettings;
import io.rollcall.sandbox.company.Meeting;
import io.rollcall.sandbox.company.Meeting.Member;
import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Json;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.internal.wire.Ticks;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reading conference calls (page 000; vendors/dingtalk.md §4.1). */
final class MeetingReads {
    /** The members call's default; it has no maximum. */
    private static final int MEMBERS_PAGE = 128;

    private static final int RUNNING = 2;
    private static final String PAGE_PREFIX = "pg-";

    private final Company company;
    private final Meetings meetings;
    private final Gate gate;
    private final Ticks ticks;

    MeetingReads(Company company, Meetings meetings, Gate gate, Ticks ticks) {
        this.company = company;
        this.meetings = meetings;
        this.gate = gate;
        this.ticks = ticks;
    }

    /** {@code GET /v1.0/conference/users/lists?unionId=}; two failures share a code and differ in the message. */
    Reply ongoing(Request request) {
        Reply refusal = gate.newApi(VendorApi.DINGTALK_ONGOING_MEETINGS, DingTalkSettings.MEETING_READ, request);
        if (refusal != null) {
            return refusal;
        }
        String unionId = request.query("unionId");
        if (unionId == null || unionId.isBlank()) {
            return NewApiErrors.error(400, "param.error", "missing.user.info");
        }
        if (company.directory().byUnionId(unionId) == null && !meetings.knows(unionId)) {
            return NewApiErrors.error(400, "param.error", "param.error");
        }
        List<Meetings.Row> rows = meetings.look(unionId);
        return ok(out -> {
            out.writeStartObject();
            // what an idle user looks like is not documented: an empty object is the barest of the possible answers
            if (!rows.isEmpty()) {
                writeRows(out, rows);
            }
            out.writeEndObject();
        });
    }

    private void writeRows(JsonGenerator out, List<Meetings.Row> rows) throws IOException {
        out.writeArrayFieldStart("onGoingConfIdList");
        for (String id : rows.stream().map(Meetings.Row::meeting).distinct().toList()) {
            out.writeString(id);
        }
        out.writeEndArray();
        out.writeObjectFieldStart("memberModelMap");
        int number = 0;
        for (Meetings.Row row : rows) {
            // nothing says what the key is, so it must not be mistaken for the meeting's id
            out.writeFieldName("key" + ++number);
            MemberWriter.write(out, row.meeting(), row.member(), true, ticks.millis());
        }
        out.writeEndObject();
    }

    /** {@code GET /v1.0/conference/orgConferences?nextToken=&maxResults=}. */
    Reply organization(Request request) {
        Reply refusal = gate.newApi(VendorApi.DINGTALK_ORG_MEETINGS, DingTalkSettings.MEETING_READ, request);
        if (refusal != null) {
            return refusal;
        }
        int from = from(request.query("nextToken"));
        int size = size(request.query("maxResults"), company.dingtalk().meetingsPage());
        if (from < 0 || size < 0) {
            return NewApiErrors.error(400, "paramError", "paramError");
        }
        List<LiveMeeting> running = meetings.running();
        int end = (int) Math.min((long) from + size, running.size());
        return ok(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("onGoingConfList");
            for (int at = from; at < end; at++) {
                writeMeeting(out, running.get(at).meeting());
            }
            out.writeEndArray();
            out.writeBooleanField("hasMore", end < running.size());
            if (end < running.size()) {
                out.writeStringField("nextToken", PAGE_PREFIX + end);
            }
            out.writeNumberField("totalCount", running.size());
            out.writeEndObject();
        });
    }

    private static void writeMeeting(JsonGenerator out, Meeting meeting) throws IOException {
        out.writeStartObject();
        out.writeStringField("conferenceId", meeting.id());
        out.writeStringField("title", meeting.title());
        out.writeStringField("roomCode", meeting.roomCode());
        out.writeStringField("bizType", meeting.bizType());
        if (meeting.creator() != null) {
            out.writeStringField("creatorId", meeting.creator());
            out.writeStringField("creatorNick", creatorNick(meeting));
        }
        out.writeNumberField("startTime", meeting.startTime());
        out.writeNumberField("status", RUNNING);
        out.writeEndObject();
    }

    private static String creatorNick(Meeting meeting) {
        return meeting.members().stream()
                .filter(member -> meeting.creator() != null && meeting.creator().equals(member.unionId()))
                .map(Member::nick)
                .findFirst()
                .orElse("");
    }

    /** {@code GET /v1.0/conference/videoConferences/{id}/members}; the last page has no token, and there is no hasMore. */
    Reply members(Request request, String meeting) {
        Reply refusal = gate.newApi(VendorApi.DINGTALK_MEMBERS, DingTalkSettings.MEETING_READ, request);
        if (refusal != null) {
            return refusal;
        }
        if (meeting.isBlank()) {
            return NewApiErrors.error(400, "missingRoomId", "missingRoomId");
        }
        int from = from(request.query("nextToken"));
        int size = size(request.query("maxResults"), MEMBERS_PAGE);
        if (from < 0 || size < 0) {
            return NewApiErrors.error(400, "paramError", "paramError");
        }
        List<Member> members = meetings.members(meeting, from == 0);
        if (members == null) {
            return NewApiErrors.error(404, "roomNotFound", "roomNotFound");
        }
        int end = (int) Math.min((long) from + size, members.size());
        return ok(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("memberModels");
            for (int at = from; at < end; at++) {
                MemberWriter.write(out, meeting, members.get(at), false, ticks.millis());
            }
            out.writeEndArray();
            if (end < members.size()) {
                out.writeStringField("nextToken", PAGE_PREFIX + end);
            }
            out.writeNumberField("totalCount", members.size());
            out.writeEndObject();
        });
    }

    /** The first page is asked for without a token or with {@code 0}; others with the token of the page before. */
    private static int from(@Nullable String token) {
        if (token == null || token.isEmpty() || token.equals("0")) {
            return 0;
        }
        return token.startsWith(PAGE_PREFIX) ? size(token.substring(PAGE_PREFIX.length()), -1) : -1;
    }

    private static int size(@Nullable String text, int ifAbsent) {
        if (text == null || text.isEmpty()) {
            return ifAbsent;
        }
        try {
            int size = Integer.parseInt(text);
            return size > 0 ? size : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static Reply ok(Json.Content content) {
        return NewApiErrors.named(Ids.hex(), Reply.json(200, content));
    }
}
