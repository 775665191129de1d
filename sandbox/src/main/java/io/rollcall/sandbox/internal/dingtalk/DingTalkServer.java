package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.Route;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DingTalk's two servers, {@code api.} and {@code oapi.}, on one address. Thread-safe. */
public final class DingTalkServer {
    private static final Pattern MEETING =
            Pattern.compile("/v1\\.0/conference/videoConferences/([^/]*)/(members|coHosts/set|users/invite)");

    private static final Pattern UNIFIED_TOKEN = Pattern.compile("/v1\\.0/oauth2/([^/]+)/token");

    private final DingTalkTokens tokens;
    private final Meetings meetings;
    private final AccessChecks access;
    private final OpenApiTokenEndpoints openApiTokens;
    private final TopApiTokenEndpoints topApiTokens;
    private final MeetingQueries reads;
    private final MeetingChanges writes;
    private final ContactEndpoints contacts;
    private final DingTalkPresets presets;

    public DingTalkServer(CompanyDefinition company, CallLog log, SandboxClock clock) {
        tokens = new DingTalkTokens(
                clock, company.dingtalk().tokenLife(), !company.dingtalk().thirdParty());
        meetings = new Meetings(company, clock);
        access = new AccessChecks(company.dingtalk(), tokens, log);
        openApiTokens = new OpenApiTokenEndpoints(company.dingtalk(), tokens, access);
        topApiTokens = new TopApiTokenEndpoints(company.dingtalk(), tokens, access);
        reads = new MeetingQueries(company, meetings, access, clock);
        writes = new MeetingChanges(company, meetings, access);
        contacts = new ContactEndpoints(company, access);
        presets = new DingTalkPresets(company.dingtalk(), access);
    }

    /** The meetings as they are now. */
    public Meetings meetings() {
        return meetings;
    }

    /** Begins anew, with the tokens that are out. */
    public void reset() {
        meetings.reset();
        access.reset();
    }

    /** Makes every token invalid. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** Where a request goes; empty where the path, or the method on this path, is none of DingTalk's. */
    public Optional<Route> route(Request request) {
        String path = request.path();
        boolean post = request.method().equals("POST");
        if (path.equals("/gettoken") || path.startsWith("/service/")) {
            return oldToken(path, post);
        }
        if (path.startsWith("/topapi/")) {
            return post ? contacts(path) : Optional.empty();
        }
        if (!path.startsWith("/v1.0/")) {
            return Optional.empty();
        }
        if (post) {
            return path.startsWith("/v1.0/oauth2/") ? token(path) : meeting(path, true);
        }
        return request.method().equals("GET") ? read(path) : Optional.empty();
    }

    private Optional<Route> contacts(String path) {
        return switch (path) {
            case "/topapi/v2/user/list" ->
                Optional.of(new Route(VendorApi.DINGTALK_DEPARTMENT_USERS, "", contacts::userList));
            case "/topapi/v2/department/listsub" ->
                Optional.of(new Route(VendorApi.DINGTALK_SUB_DEPARTMENTS, "", contacts::subDepartments));
            case "/topapi/v2/department/listsubid" ->
                Optional.of(new Route(VendorApi.DINGTALK_SUB_DEPARTMENT_IDS, "", contacts::subDepartmentIds));
            default -> Optional.empty();
        };
    }

    private Optional<Route> oldToken(String path, boolean post) {
        if (path.equals("/gettoken") && !post) {
            return Optional.of(new Route(VendorApi.DINGTALK_TOKEN, "", topApiTokens::getToken));
        }
        return path.equals("/service/get_corp_token") && post
                ? Optional.of(new Route(VendorApi.DINGTALK_TOKEN, "", topApiTokens::getCorpToken))
                : Optional.empty();
    }

    private Optional<Route> token(String path) {
        Matcher unified = UNIFIED_TOKEN.matcher(path);
        if (unified.matches()) {
            String corpId = Request.segment(unified.group(1));
            return Optional.of(
                    new Route(VendorApi.DINGTALK_TOKEN, "", request -> openApiTokens.unified(request, corpId)));
        }
        return switch (path) {
            case "/v1.0/oauth2/suiteAccessToken" ->
                Optional.of(new Route(VendorApi.DINGTALK_TOKEN, "", openApiTokens::suiteAccessToken));
            case "/v1.0/oauth2/accessToken" ->
                Optional.of(new Route(VendorApi.DINGTALK_TOKEN, "", openApiTokens::accessToken));
            case "/v1.0/oauth2/corpAccessToken" ->
                Optional.of(new Route(VendorApi.DINGTALK_TOKEN, "", openApiTokens::corpAccessToken));
            default -> Optional.empty();
        };
    }

    private Optional<Route> read(String path) {
        return switch (path) {
            case "/v1.0/conference/users/lists" ->
                Optional.of(new Route(VendorApi.DINGTALK_ONGOING_MEETINGS, "", reads::ongoing));
            case "/v1.0/conference/orgConferences" ->
                Optional.of(new Route(VendorApi.DINGTALK_ORG_MEETINGS, "", reads::organization));
            default -> meeting(path, false);
        };
    }

    private Optional<Route> meeting(String path, boolean post) {
        Matcher matcher = MEETING.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String id = Request.segment(matcher.group(1));
        return switch (matcher.group(2)) {
            case "members" ->
                post
                        ? Optional.empty()
                        : Optional.of(new Route(VendorApi.DINGTALK_MEMBERS, id, request -> reads.members(request, id)));
            case "coHosts/set" ->
                post
                        ? Optional.of(new Route(
                                VendorApi.DINGTALK_SET_CO_HOSTS, id, request -> writes.setCoHosts(request, id)))
                        : Optional.empty();
            default ->
                post
                        ? Optional.of(new Route(VendorApi.DINGTALK_INVITE, id, request -> writes.invite(request, id)))
                        : Optional.empty();
        };
    }

    /** A scripted answer of one of DingTalk's operations. */
    public Response preset(VendorApi api, Preset preset) {
        return presets.response(api, preset);
    }

    /** What an unknown path is answered with: an errcode in HTTP 200 (docs/vendors/dingtalk.md §1), or 404 below /v1.0. */
    public static Response unknownPath(Request request) {
        String path = request.path();
        if (path.startsWith("/topapi/") || path.startsWith("/gettoken") || path.startsWith("/service/")) {
            return TopApiErrors.invalidMethod();
        }
        if (path.startsWith("/v1.0/")) {
            // assumption: the facts are silent on unknown paths below /v1.0, and this code is in none of them
            return OpenApiErrors.error(404, "InvalidAction.NotFound", "Specified api is not found");
        }
        return TopApiErrors.bare(404, "请求的URI地址不存在");
    }
}
