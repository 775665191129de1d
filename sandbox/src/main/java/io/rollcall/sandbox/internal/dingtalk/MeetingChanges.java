package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conference endpoints that change a meeting (pages 002, 004). A batch succeeds or fails as a whole (assumption: the pages
 * document one boolean for the whole batch). Thread-safe.
 */
final class MeetingChanges {
    private final CompanyDefinition company;
    private final Meetings meetings;
    private final AccessChecks access;

    MeetingChanges(CompanyDefinition company, Meetings meetings, AccessChecks access) {
        this.company = company;
        this.meetings = meetings;
        this.access = access;
    }

    /** {@code POST /v1.0/conference/videoConferences/{id}/coHosts/set} (page 004). */
    Response setCoHosts(Request request, String meeting) {
        Response refusal = access.openApi(VendorApi.DINGTALK_SET_CO_HOSTS, DingTalkSettings.MEETING_WRITE, request);
        if (refusal != null) {
            return refusal;
        }
        JsonNode body = request.json();
        String action = body.path("action").textValue();
        JsonNode users = body.path("userList");
        if (!"add".equals(action) && !"remove".equals(action)) {
            return paramsError("action");
        }
        if (!users.isArray() || users.isEmpty()) {
            return paramsError("userList");
        }
        List<String> unionIds = new ArrayList<>();
        for (JsonNode user : users) {
            String unionId = user.path("unionId").textValue();
            if (unionId == null || unionId.isBlank()) {
                return paramsError("unionId");
            }
            unionIds.add(unionId);
        }
        boolean add = "add".equals(action);
        return meetings.with(meeting, live -> {
            Response error = meetingError(live);
            if (error != null || live == null) {
                return error == null ? notFound() : error;
            }
            // assumption: an error; the response for users who are not in the meeting is not documented
            if (!unionIds.stream().allMatch(live::has)) {
                return unknownUser();
            }
            if (live.meeting().coHostsShow()) {
                unionIds.forEach(unionId -> live.change(unionId, member -> member.withCoHost(add)));
            }
            return success();
        });
    }

    /** {@code POST /v1.0/conference/videoConferences/{id}/users/invite} (page 002). */
    Response invite(Request request, String meeting) {
        Response refusal = access.openApi(VendorApi.DINGTALK_INVITE, DingTalkSettings.MEETING_WRITE, request);
        if (refusal != null) {
            return refusal;
        }
        JsonNode body = request.json();
        JsonNode people = body.path("inviteeList");
        JsonNode phones = body.path("phoneInviteeList");
        if (!isList(people) || !isList(phones) || people.size() + phones.size() == 0) {
            return paramsError("inviteeList");
        }
        String operator = body.path("unionId").asText("");
        if (!operator.isEmpty() && isUnknown(operator)) {
            return unknownUser();
        }
        List<Member> invited = new ArrayList<>();
        for (JsonNode person : people) {
            String unionId = person.path("unionId").asText("");
            String nick = person.path("nick").asText("");
            if (nick.isBlank()) {
                return paramsError("nick");
            }
            if (unionId.isBlank() || isUnknown(unionId)) {
                return unknownUser();
            }
            invited.add(new Member(unionId, null, nick, null, false, false, false, false, null, null, null));
        }
        for (JsonNode phone : phones) {
            String number = phone.path("phoneNumber").asText("");
            if (number.isBlank()) {
                return paramsError("phoneNumber");
            }
            String nick = phone.path("nick").asText("");
            invited.add(new Member(null, number, nick, null, false, false, null, true, null, null, null));
        }
        Response error = meetings.with(meeting, MeetingChanges::meetingError);
        if (error != null) {
            return error;
        }
        meetings.invite(meeting, invited);
        return success();
    }

    private static boolean isList(JsonNode node) {
        return node.isArray() || node.isMissingNode() || node.isNull();
    }

    private boolean isUnknown(String unionId) {
        return company.directory().byUnionId(unionId) == null && !meetings.hasMember(unionId);
    }

    /** Assumption: the pages document no such errors, but related calls do (docs/vendors/dingtalk.md §3.2, §4.3). */
    private static @Nullable Response meetingError(@Nullable MeetingState live) {
        if (live == null) {
            return notFound();
        }
        return live.isRunning() ? null : OpenApiErrors.error(400, "resourceClose", "resourceClose");
    }

    private static Response notFound() {
        return OpenApiErrors.error(404, "roomNotFound", "roomNotFound");
    }

    private static Response unknownUser() {
        return OpenApiErrors.error(400, "unknownUserError", "unknownUserError");
    }

    private static Response paramsError(String what) {
        return OpenApiErrors.error(400, "paramsError", "error:" + what);
    }

    private static Response success() {
        return OpenApiErrors.ok(Json.object().put("success", true));
    }
}
