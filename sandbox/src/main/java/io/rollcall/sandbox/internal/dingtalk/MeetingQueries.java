package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.company.Meeting;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.script.VendorApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conference endpoints that read meetings (page 000; docs/vendors/dingtalk.md §4.1). Thread-safe. */
final class MeetingQueries {
    /** The default page size of the members call, which has no maximum. */
    private static final int MEMBERS_PAGE = 128;

    private static final int RUNNING = 2;
    private static final String PAGE_PREFIX = "pg-";

    private final CompanyDefinition company;
    private final Meetings meetings;
    private final AccessChecks access;
    private final SandboxClock clock;

    MeetingQueries(CompanyDefinition company, Meetings meetings, AccessChecks access, SandboxClock clock) {
        this.company = company;
        this.meetings = meetings;
        this.access = access;
        this.clock = clock;
    }

    /** {@code GET /v1.0/conference/users/lists?unionId=}; two errors have the same code and different messages. */
    Response ongoing(Request request) {
        Response refusal = access.openApi(VendorApi.DINGTALK_ONGOING_MEETINGS, DingTalkSettings.MEETING_READ, request);
        if (refusal != null) {
            return refusal;
        }
        String unionId = request.query("unionId");
        if (unionId == null || unionId.isBlank()) {
            return OpenApiErrors.error(400, "param.error", "missing.user.info");
        }
        if (company.directory().byUnionId(unionId) == null && !meetings.hasMember(unionId)) {
            return OpenApiErrors.error(400, "param.error", "param.error");
        }
        List<Meetings.Row> rows = meetings.rows(unionId);
        ObjectNode ongoing = Json.object();
        // the response for a user without meetings is not documented (assumption: an empty object)
        if (!rows.isEmpty()) {
            ArrayNode ids = ongoing.putArray("onGoingConfIdList");
            rows.stream().map(Meetings.Row::meeting).distinct().forEach(ids::add);
            ObjectNode members = ongoing.putObject("memberModelMap");
            // the key is not documented, so clients must not take it for the meeting's id
            rows.forEach(row -> members.set(
                    "key" + (members.size() + 1), MemberJson.of(row.meeting(), row.member(), true, clock.millis())));
        }
        return OpenApiErrors.ok(ongoing);
    }

    /** {@code GET /v1.0/conference/orgConferences?nextToken=&maxResults=}. */
    Response organization(Request request) {
        Response refusal = access.openApi(VendorApi.DINGTALK_ORG_MEETINGS, DingTalkSettings.MEETING_READ, request);
        if (refusal != null) {
            return refusal;
        }
        int from = from(request.query("nextToken"));
        int size = size(request.query("maxResults"), company.dingtalk().meetingsPage());
        if (from < 0 || size < 0) {
            return OpenApiErrors.error(400, "paramError", "paramError");
        }
        List<MeetingState> running = meetings.running();
        int end = (int) Math.min((long) from + size, running.size());
        ObjectNode page = Json.object();
        ArrayNode list = page.putArray("onGoingConfList");
        for (int index = from; index < end; index++) {
            list.add(meeting(running.get(index).meeting()));
        }
        page.put("hasMore", end < running.size());
        if (end < running.size()) {
            page.put("nextToken", PAGE_PREFIX + end);
        }
        return OpenApiErrors.ok(page.put("totalCount", running.size()));
    }

    private static ObjectNode meeting(Meeting meeting) {
        return Json.withoutNulls(Json.object()
                .put("conferenceId", meeting.id())
                .put("title", meeting.title())
                .put("roomCode", meeting.roomCode())
                .put("bizType", meeting.bizType())
                .put("creatorId", meeting.creator())
                .put("creatorNick", meeting.creator() == null ? null : meeting.creatorNick())
                .put("startTime", meeting.startTime())
                .put("status", RUNNING));
    }

    /** {@code GET /v1.0/conference/videoConferences/{id}/members}; the last page has no token, and there is no hasMore. */
    Response members(Request request, String meeting) {
        Response refusal = access.openApi(VendorApi.DINGTALK_MEMBERS, DingTalkSettings.MEETING_READ, request);
        if (refusal != null) {
            return refusal;
        }
        if (meeting.isBlank()) {
            return OpenApiErrors.error(400, "missingRoomId", "missingRoomId");
        }
        int from = from(request.query("nextToken"));
        int size = size(request.query("maxResults"), MEMBERS_PAGE);
        if (from < 0 || size < 0) {
            return OpenApiErrors.error(400, "paramError", "paramError");
        }
        List<Member> members = meetings.members(meeting, from == 0);
        if (members == null) {
            return OpenApiErrors.error(404, "roomNotFound", "roomNotFound");
        }
        int end = (int) Math.min((long) from + size, members.size());
        ObjectNode page = Json.object();
        ArrayNode list = page.putArray("memberModels");
        for (int index = from; index < end; index++) {
            list.add(MemberJson.of(meeting, members.get(index), false, clock.millis()));
        }
        if (end < members.size()) {
            page.put("nextToken", PAGE_PREFIX + end);
        }
        return OpenApiErrors.ok(page.put("totalCount", members.size()));
    }

    /** The first page has no token, or {@code 0}; others have the token of the previous page. */
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
}
