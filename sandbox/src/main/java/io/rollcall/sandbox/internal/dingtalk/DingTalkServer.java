package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.Route;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.internal.stream.ContactEvents;
import io.rollcall.sandbox.internal.stream.Gateway;
import io.rollcall.sandbox.internal.stream.MeetingEvents;
import io.rollcall.sandbox.internal.stream.TimedTasks;
import io.rollcall.sandbox.journal.CoHostRequest;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DingTalk's two servers, {@code api.dingtalk.*} and {@code oapi.dingtalk.*}, at one address. Thread-safe. */
public final class DingTalkServer {
    private static final Pattern MEETING = Pattern.compile(
            "(GET|POST) /v1\\.0/conference/videoConferences/([^/]*)/(members|coHosts/set|users/invite)");
    private static final Pattern CORP_TOKEN = Pattern.compile("POST /v1\\.0/oauth2/([^/]+)/token");

    private final DingTalkTokens tokens;
    private final Meetings meetings;
    private final MeetingActions actions;
    private final CoHostJournal coHosts = new CoHostJournal();
    private final AccessChecks access;
    private final OpenApiTokenEndpoints openApiTokens;
    private final MeetingQueries queries;
    private final MeetingChanges changes;
    private final DingTalkPresets presets;
    private final DirectoryChanges directory;
    private final Map<String, Route> routes = new HashMap<>();

    public DingTalkServer(
            CompanyDefinition company,
            CallLog log,
            SandboxClock clock,
            Gateway gateway,
            ContactEvents contactEvents,
            TimedTasks tasks) {
        DingTalkSettings settings = company.dingtalk();
        tokens = new DingTalkTokens(clock, settings.tokenLife(), !settings.thirdParty());
        meetings = new Meetings(
                company, clock, new MeetingEvents(gateway, settings.stream().allFields()), tasks);
        actions = new MeetingActions(company.directory(), meetings);
        access = new AccessChecks(company, tokens, log);
        openApiTokens = new OpenApiTokenEndpoints(settings, tokens, access);
        queries = new MeetingQueries(company, meetings, access, clock);
        changes = new MeetingChanges(company, meetings, access);
        presets = new DingTalkPresets(settings, access);
        TopApiTokenEndpoints topApiTokens = new TopApiTokenEndpoints(settings, tokens, access);
        add("GET /gettoken", VendorApi.DINGTALK_TOKEN, topApiTokens::getToken);
        add("POST /service/get_corp_token", VendorApi.DINGTALK_TOKEN, topApiTokens::getCorpToken);
        add("POST /v1.0/oauth2/suiteAccessToken", VendorApi.DINGTALK_TOKEN, openApiTokens::suiteAccessToken);
        add("POST /v1.0/oauth2/accessToken", VendorApi.DINGTALK_TOKEN, openApiTokens::accessToken);
        add("POST /v1.0/oauth2/corpAccessToken", VendorApi.DINGTALK_TOKEN, openApiTokens::corpAccessToken);
        add("GET /v1.0/conference/users/lists", VendorApi.DINGTALK_ONGOING_MEETINGS, queries::ongoing);
        add("GET /v1.0/conference/orgConferences", VendorApi.DINGTALK_ORG_MEETINGS, queries::organization);
        StreamEndpoint stream = new StreamEndpoint(settings, access, gateway);
        add("POST /v1.0/gateway/connections/open", VendorApi.DINGTALK_OPEN_STREAM, stream::open);
        ContactEndpoints contacts = new ContactEndpoints(company, access);
        add("POST /topapi/v2/user/list", VendorApi.DINGTALK_DEPARTMENT_USERS, contacts::userList);
        add("POST /topapi/v2/department/listsub", VendorApi.DINGTALK_SUB_DEPARTMENTS, contacts::subDepartments);
        add("POST /topapi/v2/department/listsubid", VendorApi.DINGTALK_SUB_DEPARTMENT_IDS, contacts::subDepartmentIds);
        SingleReads reads = new SingleReads(company, access);
        add("POST /topapi/v2/department/get", VendorApi.DINGTALK_DEPARTMENT, reads::department);
        add("POST /topapi/v2/user/get", VendorApi.DINGTALK_USER, reads::user);
        add("POST /topapi/user/count", VendorApi.DINGTALK_USER_COUNT, reads::count);
        add("GET /auth/scopes", VendorApi.DINGTALK_SCOPES, reads::scopes);
        add("POST /topapi/v2/user/getbymobile", VendorApi.DINGTALK_USER_BY_MOBILE, reads::userByMobile);
        add("POST /topapi/user/getbyunionid", VendorApi.DINGTALK_USER_BY_UNION_ID, reads::userByUnionId);
        LeaveRecords leaves = new LeaveRecords(company, access);
        add(
                "GET /v1.0/contact/empLeaveRecords",
                VendorApi.DINGTALK_LEAVE_RECORDS,
                request -> leaves.list(request, clock.millis()));
        directory = new DirectoryChanges(company, clock, contactEvents, leaves, tasks);
    }

    private void add(String methodAndPath, VendorApi api, Function<Request, Response> endpoint) {
        routes.put(methodAndPath, new Route(api, "", endpoint));
    }

    /** The current state of the meetings. */
    public Meetings meetings() {
        return meetings;
    }

    /** What people do in the meetings. */
    public MeetingActions actions() {
        return actions;
    }

    /** What happens to people and departments. */
    public DirectoryChanges directory() {
        return directory;
    }

    /** Every request that adds or removes co-hosts, oldest first. */
    public List<CoHostRequest> coHostRequests() {
        return coHosts.requests();
    }

    /** Restores the state at the start; issued tokens stay valid. */
    public void reset() {
        meetings.reset();
        coHosts.reset();
        directory.reset();
        access.reset();
    }

    /** Revokes every token. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** The route of a request; empty if DingTalk has no such path, or not with this method. */
    public Optional<Route> route(Request request) {
        String methodAndPath = request.method() + " " + request.path();
        Route route = routes.get(methodAndPath);
        if (route != null) {
            return Optional.of(route);
        }
        Matcher token = CORP_TOKEN.matcher(methodAndPath);
        if (token.matches()) {
            String corpId = Request.segment(token.group(1));
            return Optional.of(new Route(VendorApi.DINGTALK_TOKEN, "", call -> openApiTokens.corpToken(call, corpId)));
        }
        Matcher meeting = MEETING.matcher(methodAndPath);
        return meeting.matches()
                ? meetingRoute(meeting.group(1) + " " + meeting.group(3), Request.segment(meeting.group(2)))
                : Optional.empty();
    }

    private Optional<Route> meetingRoute(String operation, String id) {
        return switch (operation) {
            case "GET members" ->
                Optional.of(new Route(VendorApi.DINGTALK_MEMBERS, id, call -> queries.members(call, id)));
            case "POST coHosts/set" ->
                Optional.of(new Route(
                        VendorApi.DINGTALK_SET_CO_HOSTS,
                        id,
                        call -> coHosts.record(id, call, () -> changes.setCoHosts(call, id))));
            case "POST users/invite" ->
                Optional.of(new Route(VendorApi.DINGTALK_INVITE, id, call -> changes.invite(call, id)));
            default -> Optional.empty();
        };
    }

    /** A scripted response of one of DingTalk's operations. */
    public Response preset(VendorApi api, Preset preset) {
        return presets.response(api, preset);
    }

    /** The response to an unknown path: an errcode in HTTP 200 (docs/vendors/dingtalk.md §1), or 404 below /v1.0. */
    public static Response unknownPath(Request request) {
        String path = request.path();
        if (path.startsWith("/topapi/")
                || path.startsWith("/gettoken")
                || path.startsWith("/service/")
                || path.startsWith("/auth/")) {
            return TopApiErrors.invalidMethod();
        }
        if (path.startsWith("/v1.0/")) {
            // assumption: neither the response to unknown paths below /v1.0 nor this code is documented
            return OpenApiErrors.error(404, "InvalidAction.NotFound", "Specified api is not found");
        }
        return TopApiErrors.bare(404, "请求的URI地址不存在");
    }
}
