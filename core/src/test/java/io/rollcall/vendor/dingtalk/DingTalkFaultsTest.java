package io.rollcall.vendor.dingtalk;

import static io.rollcall.vendor.dingtalk.Dings.DINGTALK;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.NotFound.Subject;
import io.rollcall.vendor.Fault.Throttled.Window;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.TokenContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of codes, once more and from the outside. */
class DingTalkFaultsTest {
    private static final Invitation INVITATION = new Invitation(
            new MeetingId("c1"), null, List.of(new Invitee.User(new UserId("UN-private"), "Nick-private")));
    private static final PeoplePage PAGE = new PeoplePage(new DepartmentId(1), 0, 10, "", Map.of());

    @ParameterizedTest
    @CsvSource({
        "400,InvalidAuthentication,TOKEN",
        "400,AuthenticationFailed.MissingParameter,TOKEN",
        "403,Forbidden.AccessDenied.AccessTokenPermissionDenied,PERMISSION",
        "403,Forbidden.AccessDenied.IpNotInWhiteList,PERMISSION",
        "403,Forbidden.AccessDenied.QpsLimitForAppkeyAndApi,THROTTLED",
        "403,Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi,THROTTLED",
        "403,Forbidden.AccessDenied.QpsLimitForApi,THROTTLED",
        "403,Forbidden.AccessDenied.QpsLimitForSomethingNew,THROTTLED",
        "403,Forbidden.AccessDenied.QpmLimitForAppkeyAndApi,THROTTLED",
        "403,Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi,THROTTLED",
        "403,Forbidden.AccessDenied.ApiCountLimitForOrg,QUOTA",
        "429,Forbidden.AccessDenied.ApiCountLimitForOrg,QUOTA",
        "403,Forbidden.SomethingNew,PERMISSION",
        "429,system.busy,THROTTLED",
        "429,systemBusy,THROTTLED",
        "500,system.busy,THROTTLED",
        "429,unknownUserError,THROTTLED",
        "429,,THROTTLED",
        "500,system.error,SERVER",
        "500,systemError,SERVER",
        "500,unknownError,SERVER",
        "400,param.error,BAD_REQUEST",
        "400,paramsError,BAD_REQUEST",
        "400,paramError,BAD_REQUEST",
        "400,paramsTitleError,BAD_REQUEST",
        "400,missingRoomId,BAD_REQUEST",
        "400,missingRoomCode,BAD_REQUEST",
        "400,invalidRoomCode,BAD_REQUEST",
        "400,unknownUserError,NOT_FOUND",
        "404,roomNotFound,NOT_FOUND",
        "400,resourceClose,NOT_FOUND",
        "400,resourceCancel,NOT_FOUND",
        "500,conference.not.found,NOT_FOUND",
        "403,noPermission,PERMISSION",
        "400,orgAccessForbidden,PERMISSION",
        "404,permissionError,PERMISSION",
        "404,waterLimitError,BAD_REQUEST",
        "400,invalidClientIdOrSecret,TOKEN",
        "400,invalidSuiteKey,TOKEN",
        "400,invalidSuiteTicket,TOKEN",
        "400,invalidAuthInfo,TOKEN",
        "401,unauthorized.client,TOKEN",
        "400,invalid.client,TOKEN",
        "401,,TOKEN",
        "403,,UNREADABLE",
        "404,,UNREADABLE",
        "407,,UNREADABLE",
        "418,somethingNew,BAD_REQUEST",
        "408,,SERVER",
        "500,,SERVER",
        "503,somethingNew,SERVER",
        "200,somethingNew,SERVER",
        "200,InvalidAuthentication,TOKEN",
        "302,,UNREADABLE",
    })
    void newGeneration_everyCode_isItsFault(int status, String code, Fault.Kind kind) {
        String body =
                code == null ? "{}" : "{\"code\":\"" + code + "\",\"message\":\"UN-private\",\"requestid\":\"R-1\"}";
        Fault fault = invite(status, Map.of(), body);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.origin().code()).isEqualTo(status == 302 ? null : code);
        if (code != null) {
            assertThat(fault.origin().requestId()).isEqualTo("R-1");
        }
        assertThat(fault.remedy()).isNotBlank().doesNotContain("private");
        assertThat(fault.toString()).doesNotContain("private");
        boolean nobodyKnows = kind == Fault.Kind.SERVER || kind == Fault.Kind.UNREADABLE;
        assertThat(fault.certainlyNotDone()).isEqualTo(!nobodyKnows);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,,SERVER",
        "15,isp.top-remote-connection-timeout,SERVER",
        "88,,SERVER",
        "88,40014,TOKEN",
        "88,42001,TOKEN",
        "88,40001,TOKEN",
        "88,40000,TOKEN",
        "88,60011,PERMISSION",
        "88,60020,PERMISSION",
        "88,90018,THROTTLED",
        "88,90002,THROTTLED",
        "88,90020,QUOTA",
        "88,isp.something,SERVER",
        "88,77777,BAD_REQUEST",
        "999,90018,THROTTLED",
        "22,,BAD_REQUEST",
        "404,,BAD_REQUEST",
        "40014,,TOKEN",
        "42001,,TOKEN",
        "40001,,TOKEN",
        "41001,,TOKEN",
        "40000,,TOKEN",
        "40096,,TOKEN",
        "40089,,TOKEN",
        "33001,,TOKEN",
        "40013,,TOKEN",
        "40035,,BAD_REQUEST",
        "400002,,BAD_REQUEST",
        "60011,,PERMISSION",
        "60020,,PERMISSION",
        "50002,,PERMISSION",
        "50004,,PERMISSION",
        "60003,,NOT_FOUND",
        "60019,,BAD_REQUEST",
        "60121,,NOT_FOUND",
        "33012,,NOT_FOUND",
        "40003,,NOT_FOUND",
        "90018,,THROTTLED",
        "90002,,THROTTLED",
        "90001,,THROTTLED",
        "90003,,THROTTLED",
        "90014,,THROTTLED",
        "90017,,THROTTLED",
        "90020,,QUOTA",
        "123456,,BAD_REQUEST",
    })
    void oldGeneration_everyCode_isItsFaultAsNumberAndAsText(String errcode, String subCode, Fault.Kind kind) {
        for (String written : new String[] {errcode, "\"" + errcode + "\""}) {
            String sub = subCode == null ? "\"sub_code\":\"\"" : "\"sub_code\":\"" + subCode + "\"";
            Fault fault = people(
                    200, "{\"errcode\":" + written + "," + sub + ",\"errmsg\":\"private\"," + "\"request_id\":\"rq\"}");
            assertThat(fault.kind()).isEqualTo(kind);
            boolean subDecides = errcode.equals("88") || errcode.equals("15") || errcode.equals("999");
            assertThat(fault.origin().code()).isEqualTo(subCode != null && subDecides ? subCode : errcode);
            assertThat(fault.origin().requestId()).isEqualTo("rq");
            assertThat(fault.remedy()).doesNotContain("private");
        }
    }

    @Test
    void oldGeneration_whenWrappedByTheGateway_theCodeInsideDecides() {
        Fault fault = people(200, "{\"error_response\":{\"code\":15,\"sub_code\":\"isp.x\",\"request_id\":\"rq\"}}");
        assertThat(fault.kind()).isEqualTo(Fault.Kind.SERVER);
        assertThat(fault.origin().requestId()).isEqualTo("rq");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"errmsg\":\"ok\"}", "{\"errcode\":{}}", "{\"errcode\":\"\",\"result\":{}}", "[]"})
    void oldGeneration_whenErrcodeIsMissing_isUnreadable(String body) {
        assertThat(people(200, body).kind()).isEqualTo(Fault.Kind.UNREADABLE);
    }

    @Test
    void throttling_knowsItsWindow() {
        assertThat(window("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")).isEqualTo(Window.SECOND);
        assertThat(window("Forbidden.AccessDenied.QpmLimitForAppkeyAndApi")).isEqualTo(Window.MINUTE);
        assertThat(window("system.busy")).isEqualTo(Window.SECOND);
    }

    @Test
    void notFound_knowsItsSubject() {
        assertThat(((Fault.NotFound) invite(400, Map.of(), "{\"code\":\"unknownUserError\"}")).subject())
                .isEqualTo(Subject.USER);
        assertThat(((Fault.NotFound) invite(404, Map.of(), "{\"code\":\"roomNotFound\"}")).subject())
                .isEqualTo(Subject.MEETING);
        assertThat(((Fault.NotFound) people(200, "{\"errcode\":60003}")).subject())
                .isEqualTo(Subject.DEPARTMENT);
    }

    @Test
    void permission_namesWhatIsMissing() {
        Fault.PermissionMissing named = (Fault.PermissionMissing)
                fault(DINGTALK.invite().read(INVITATION, Samples.answer(403, "dingtalk/gateway/403-permission.json")));
        assertThat(named.missing()).containsExactly("VideoConference.Conference.Read");
        assertThat(named.remedy()).contains("Missing: VideoConference.Conference.Read.");
        Fault unnamed = invite(403, Map.of(), "{\"code\":\"Forbidden.AccessDenied.AccessTokenPermissionDenied\"}");
        assertThat(unnamed.remedy()).contains("VideoConference.Conference.Write");
    }

    @Test
    void throttledRobot_hasTheMarksOfABanAndIsNone() {
        Fault fault = invite(
                200,
                Map.of(),
                "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"uuid\":\"u\",\"errcode\":130101,"
                        + "\"errmsg\":\"send too fast\"}");
        assertThat(fault.kind()).isEqualTo(Fault.Kind.THROTTLED);
        assertThat(invite(200, Map.of(), "{\"status\":1111}").kind()).isEqualTo(Fault.Kind.BANNED);
        assertThat(invite(200, Map.of(), "{\"status\":\"1111\",\"errcode\":0}").kind())
                .isEqualTo(Fault.Kind.BANNED);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 307, 400, 401, 403, 404, 407, 418, 429, 451})
    void webPage_isOfAProxyOrPortal_neverABan_andItsTitleIsQuoted(int status) {
        ParsedResponse.Refusal<?> refusal = page(status, "text/html", Samples.text("portal.html"));
        assertThat(refusal.fault().kind()).isEqualTo(Fault.Kind.UNREADABLE);
        assertThat(refusal.fault().remedy()).contains("proxy or portal");
        assertThat(refusal.quote()).isEqualTo(new ParsedResponse.Quote("The page's title:", "Login to network"));
    }

    @Test
    void webPage_ofAGateway_isAFailureOfTheServer() {
        ParsedResponse.Refusal<?> refusal =
                page(502, "text/html", "<html><head><title>502 Bad Gateway</title></head></html>");
        assertThat(refusal.fault().kind()).isEqualTo(Fault.Kind.SERVER);
        assertThat(refusal.quote()).isEqualTo(new ParsedResponse.Quote("The page's title:", "502 Bad Gateway"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Access Denied",
                "",
                "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
                "{\"error\":\"Forbidden\",\"path\":\"/x\",\"status\":403}",
                "{\"message\":\"no Route matched with those values\"}",
                "[]"
            })
    void errorWithoutACode_isNotDingTalks(String body) {
        for (int status : new int[] {302, 400, 403, 404, 407, 413}) {
            assertThat(invite(status, Map.of(), body).kind()).isEqualTo(Fault.Kind.UNREADABLE);
        }
        assertThat(invite(200, Map.of(), body).kind()).isEqualTo(Fault.Kind.UNREADABLE);
    }

    private static ParsedResponse.Refusal<?> page(int status, String type, String body) {
        return (ParsedResponse.Refusal<?>)
                DINGTALK.invite().read(INVITATION, HttpResponse.of(status, Map.of("Content-Type", type), body));
    }

    @Test
    void ban_isReadInBothForms() {
        String html = Samples.text("dingtalk/gateway/ban.html");
        for (int status : new int[] {200, 403, 404}) {
            Fault fault = invite(status, Map.of("Content-Type", "text/html"), html);
            assertThat(fault.kind()).isEqualTo(Fault.Kind.BANNED);
            assertThat(fault.certainlyNotDone()).isFalse();
        }
        assertThat(invite(502, Map.of("Content-Type", "text/html"), html).kind())
                .isEqualTo(Fault.Kind.SERVER);
        assertThat(invite(302, Map.of("Location", "http://x/"), html).kind()).isEqualTo(Fault.Kind.UNREADABLE);
        assertThat(people(200, Samples.text("dingtalk/gateway/ban.json")).kind())
                .isEqualTo(Fault.Kind.BANNED);
        assertThat(invite(403, Map.of(), Samples.text("dingtalk/gateway/ban.json"))
                        .kind())
                .isEqualTo(Fault.Kind.BANNED);
    }

    @Test
    void retryAfter_isKept() {
        Fault.ServerFailed failed = (Fault.ServerFailed) invite(503, Map.of("Retry-After", "7"), "");
        assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        Fault.Throttled throttled = (Fault.Throttled) invite(429, Map.of("Retry-After", "3"), "{}");
        assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void tokenCall_isRefusedLikeTheOthers() {
        Operation<TokenContext, ?> token = DINGTALK.token();
        TokenContext question = new TokenContext(Instant.EPOCH, "n".repeat(32));
        Fault throttled = fault(token.read(
                question, HttpResponse.of(403, Map.of(), "{\"code\":\"Forbidden.AccessDenied.QpsLimitForApi\"}")));
        assertThat(throttled.kind()).isEqualTo(Fault.Kind.THROTTLED);
        Fault old = fault(token.read(question, HttpResponse.of(200, Map.of(), "{\"errcode\":40096}")));
        assertThat(old.remedy()).contains("{{client-id}}");
    }

    @Test
    void requestId_whenNotInTheBody_isTheHeaders() {
        Fault fault = invite(500, Map.of("x-acs-request-id", "h1"), "");
        assertThat(fault.origin().requestId()).isEqualTo("h1");
    }

    private static Window window(String code) {
        return ((Fault.Throttled) invite(403, Map.of(), "{\"code\":\"" + code + "\"}")).window();
    }

    private static Fault invite(int status, Map<String, String> headers, String body) {
        return fault(DINGTALK.invite().read(INVITATION, HttpResponse.of(status, headers, body)));
    }

    private static Fault people(int status, String body) {
        return fault(DINGTALK.people().read(PAGE, HttpResponse.of(status, Map.of(), body)));
    }
}
