package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.sandbox.VendorClient.VendorResponse;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
@Tag("slow")
class FaultsTest {
    private static final String INVITE_DUTY = "{\"inviteeList\":[{\"unionId\":\"UN-duty\",\"nick\":\"Duty\"}]}";

    private final Sandbox sandbox = Sandbox.start(Company.builtIn().withoutLimits(), 0);
    private final VendorClient client = new VendorClient(sandbox);
    private final String token = client.dingTalkToken();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** Summarizes a response: status, code and, if wrapped, sub_code. */
    private String summary(VendorApi api) {
        VendorResponse response =
                switch (api.family()) {
                    case DINGTALK ->
                        api == VendorApi.DINGTALK_OPEN_STREAM
                                ? StreamClient.open(sandbox)
                                : client.invite(token, "board-meeting", INVITE_DUTY);
                    case DINGTALK_TOPAPI -> client.users(token, 1, 0, 10);
                    case HUAWEI -> client.details(client.huaweiToken(), "USER_ID", "x");
                    case ROBOT -> client.post("/services/t", "{}");
                };
        String type = response.header("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            return response.status() + " "
                    + (response.text().isEmpty() ? "empty" : response.text().substring(0, 5));
        }
        var json = response.json();
        return (response.status() + " " + json.path("code").asText()
                        + json.path("errcode").asText()
                        + json.path("error_code").asText()
                        + (json.has("sub_code") ? "/" + json.path("sub_code").asText() : "")
                        + json.path("punish").asText()
                        + (json.has("success") ? json.path("success").asText() : ""))
                .strip();
    }

    @ParameterizedTest
    @CsvSource({
        "dingtalk.invite,qps,403 Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
        "dingtalk.invite,qpm,403 Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",
        "dingtalk.invite,qps-global,403 Forbidden.AccessDenied.QpsLimitForApi",
        "dingtalk.invite,quota,403 Forbidden.AccessDenied.ApiCountLimitForOrg",
        "dingtalk.invite,token-rejected,400 InvalidAuthentication",
        "dingtalk.invite,permission,403 Forbidden.AccessDenied.AccessTokenPermissionDenied",
        "dingtalk.invite,ip-refused,403 Forbidden.AccessDenied.IpNotInWhiteList",
        "dingtalk.invite,ban-html,200 <!DOC",
        "dingtalk.invite,ban-json,200 deny",
        "dingtalk.invite,server-error,500 systemError",
        "dingtalk.invite,gateway-timeout,504 empty",
        "dingtalk.invite,too-many,429 system.busy",
        "dingtalk.invite,unavailable,503 <html",
        "dingtalk.invite,html-502,502 <html",
        "dingtalk.invite,html-200,200 <html",
        "dingtalk.invite,empty-200,200 empty",
        "dingtalk.invite,error-in-200,200 404",
        "dingtalk.invite,nothing-in-200,200",
        "dingtalk.invite,success-false,200 false",
        "dingtalk.invite,redirect,302 empty",
        "dingtalk.department-users,qps,200 88/90018",
        "dingtalk.department-users,qps-global,200 90002",
        "dingtalk.department-users,quota,200 90020",
        "dingtalk.department-users,token-rejected,200 88/40014",
        "dingtalk.department-users,token-rejected-bare,200 40014",
        "dingtalk.department-users,token-expired,200 88/42001",
        "dingtalk.department-users,permission,200 88/60011",
        "dingtalk.open-stream,credentials-rejected,401 authFailed",
        "dingtalk.department-users,ip-refused,200 88/60020",
        "dingtalk.department-users,server-error,200 -1",
        "dingtalk.department-users,gateway-timeout,200 15/isp.top-remote-connection-timeout",
        "dingtalk.department-users,auth-timeout,200 88/",
        "dingtalk.department-users,error-in-200,200",
        "dingtalk.department-users,ban-json,200 deny",
        "dingtalk.department-users,too-many,429",
        "huawei.user-details,qps,429 APIG.0308",
        "huawei.user-details,qpm,429 APIG.0308",
        "huawei.user-details,token-rejected,401 USG.000000004",
        "huawei.user-details,token-rejected-400,400 MBI.000000004",
        "huawei.user-details,permission,403 MMC.111070002",
        "huawei.user-details,server-error,500 USG.200000002",
        "huawei.user-details,too-many,429 USG.100000429",
        "huawei.user-details,gateway-timeout,504 empty",
        "huawei.user-details,error-in-200,200",
    })
    void preset_whenItFires_hasTheVendorsFormatAndChangesNothing(String call, String preset, String expected) {
        VendorApi api = VendorApi.named(call).orElseThrow();
        sandbox.script(Fault.on(api).then(Preset.named(preset).orElseThrow()));
        assertThat(summary(api)).isEqualTo(expected);
        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(sandbox.invitations()).isEmpty();
    }

    @Test
    void preset_whenItApplies_hasAResponseForEveryOperation() {
        for (VendorApi api : VendorApi.values()) {
            for (Preset preset : Preset.values()) {
                if (!preset.appliesTo(api)) {
                    assertThatThrownBy(() -> Fault.on(api).then(preset))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(api.reportName());
                } else if (io.rollcall.sandbox.internal.http.ResponseSender.breaksConnection(preset)
                        || preset == Preset.CUT_JSON) {
                    assertThat(Fault.on(api).then(preset)).isNotNull();
                } else {
                    sandbox.clearFaults();
                    sandbox.script(Fault.on(api).then(preset));
                    assertThat(call(api).status()).as(api + " " + preset).isBetween(200, 599);
                    assertThat(sandbox.faults().get(0).fired())
                            .as(api + " " + preset)
                            .isEqualTo(1);
                }
            }
        }
    }

    private VendorResponse call(VendorApi api) {
        return switch (api) {
            case DINGTALK_TOKEN -> client.requestDingTalkToken("x", "y");
            case DINGTALK_ONGOING_MEETINGS -> client.get("/v1.0/conference/users/lists");
            case DINGTALK_ORG_MEETINGS -> client.get("/v1.0/conference/orgConferences");
            case DINGTALK_MEMBERS -> client.members("t", "m", "");
            case DINGTALK_ROBOT -> client.post("/robot/send?access_token=t", "{}");
            case FEISHU_BOT -> client.post("/open-apis/bot/v2/hook/t", "{}");
            case WECOM_ROBOT -> client.post("/cgi-bin/webhook/send?key=t", "{}");
            case SLACK_WEBHOOK -> client.post("/services/t", "{}");
            case DINGTALK_SET_CO_HOSTS -> client.setCoHosts("t", "m", "{}");
            case DINGTALK_INVITE -> client.invite("t", "m", "{}");
            case DINGTALK_OPEN_STREAM -> client.post("/v1.0/gateway/connections/open", "{}");
            case DINGTALK_DEPARTMENT_USERS -> client.users("t", 1, 0, 1);
            case DINGTALK_SUB_DEPARTMENTS -> client.topApi("t", "department/listsub", "{}");
            case DINGTALK_SUB_DEPARTMENT_IDS -> client.topApi("t", "department/listsubid", "{}");
            case DINGTALK_DEPARTMENT -> client.topApi("t", "department/get", "{}");
            case DINGTALK_USER -> client.topApi("t", "user/get", "{}");
            case DINGTALK_USER_COUNT -> client.post("/topapi/user/count?access_token=t", "{}");
            case DINGTALK_LEAVE_RECORDS -> client.get("/v1.0/contact/empLeaveRecords");
            case DINGTALK_SCOPES -> client.get("/auth/scopes?access_token=t");
            case DINGTALK_USER_BY_MOBILE -> client.topApi("t", "user/getbymobile", "{}");
            case DINGTALK_USER_BY_UNION_ID -> client.post("/topapi/user/getbyunionid?access_token=t", "{}");
            case HUAWEI_TOKEN -> client.post("/v2/usg/acs/auth/appauth", "{}");
            case HUAWEI_USER_DETAILS -> client.details("t", "USER_ID", "x");
        };
    }

    @Test
    void unavailable_whenItFires_namesASecond() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).then(Preset.UNAVAILABLE));
        assertThat(client.invite(token, "board-meeting", INVITE_DUTY).header("Retry-After"))
                .isEqualTo("1");
    }

    @Test
    void redirect_whenFollowed_isCounted() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).then(Preset.REDIRECT));
        String location =
                client.getWith(token, "/v1.0/conference/orgConferences").header("Location");
        assertThat(location).startsWith("http://localhost:" + sandbox.port() + "/");
        assertThat(sandbox.redirectsFollowed()).isZero();
        client.get(location.substring(location.indexOf("/sandbox")));
        assertThat(sandbox.redirectsFollowed()).isEqualTo(1);
    }

    @Test
    void deepJson_whenItFires_isDeepAndWhole() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).then(Preset.DEEP_JSON));
        assertThat(client.getWith(token, "/v1.0/conference/orgConferences").text())
                .hasSize(200_000)
                .startsWith("[[[[")
                .endsWith("]]]]");
    }

    @Test
    void hugeBody_whenItFires_comesWhole() throws IOException {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).then(Preset.HUGE_BODY));
        try (Socket socket = send()) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1 << 20];
            long total = 0;
            String end = "";
            while (!end.endsWith("\"}")) {
                int read = in.read(buffer);
                assertThat(read).as("before the end").isPositive();
                total += read;
                end = new String(buffer, Math.max(0, read - 2), Math.min(2, read), StandardCharsets.US_ASCII);
            }
            assertThat(total).isBetween(104_857_600L, 104_857_600L + 2000);
        }
    }

    @Test
    void cutJson_whenItFires_hasActedAndIsNoJson() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).then(Preset.CUT_JSON));
        VendorResponse response = client.invite(token, "board-meeting", INVITE_DUTY);
        assertThat(response.status()).isEqualTo(200);
        assertThat("{\"success\":true}").startsWith(response.text()).isNotEqualTo(response.text());
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
    }

    /** A request on a plain socket, to observe the connection. */
    private Socket send() throws IOException {
        Socket socket = new Socket("127.0.0.1", sandbox.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET /v1.0/conference/orgConferences HTTP/1.1\r\nHost: x\r\n" + "x-acs-dingtalk-access-token: "
                                + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void reset_whenItFires_sendsRstAndNotTheEnd() throws IOException {
        for (Preset preset : List.of(Preset.RESET_BEFORE, Preset.RESET_AFTER)) {
            sandbox.clearFaults();
            sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).then(preset));
            try (Socket socket = send()) {
                assertThatThrownBy(() -> socket.getInputStream().read())
                        .as(preset.key())
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
        }
    }

    @Test
    void reset_beforeOrAfterActing_invitesNeverOrOnce() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.RESET_BEFORE));
        // the JDK's client never repeats a POST
        assertThatThrownBy(() -> client.invite(token, "board-meeting", INVITE_DUTY));
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isZero();
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.RESET_AFTER));
        assertThatThrownBy(() -> client.invite(token, "board-meeting", INVITE_DUTY));
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(2);
    }

    @Test
    void truncatedBody_whenItFires_endsBeforeItsLength() throws IOException {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).then(Preset.TRUNCATED_BODY));
        try (Socket socket = send()) {
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int promised = Integer.parseInt(all.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
            String body = all.substring(all.indexOf("\r\n\r\n") + 4);
            assertThat(body).startsWith("{\"onGoingConfList\"");
            assertThat(body.getBytes(StandardCharsets.UTF_8).length).isBetween(promised / 2 - 4, promised / 2 + 4);
        }
    }

    @Test
    void slowBody_whenItFires_neverPausesForLongAndNeverEndsSoon() throws IOException {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).then(Preset.SLOW_BODY));
        try (Socket socket = send()) {
            socket.setSoTimeout(2000);
            InputStream in = socket.getInputStream();
            long start = System.nanoTime();
            int reads = 0;
            while (reads < 12) {
                assertThat(in.read(new byte[4096])).isPositive();
                reads++;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
        }
    }

    @Test
    void unhurriedBody_whenItFires_comesWholeInPiecesAndHasActed() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).then(Preset.UNHURRIED_BODY));
        long start = System.nanoTime();
        VendorResponse response = client.invite(token, "board-meeting", INVITE_DUTY);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
        assertThat(response.json().path("success").asBoolean()).isTrue();
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
    }

    @Test
    void noAnswer_whenItFires_lastsUntilTheSandboxCloses() throws IOException {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).then(Preset.NO_ANSWER));
        try (Socket socket = send()) {
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(10_000);
            sandbox.close();
            assertThat(ended(socket)).isTrue();
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void delay_whenItFires_actsFirst() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").after(Duration.ofSeconds(30)));
        assertThatThrownBy(() -> client.send(
                        client.jsonPost("/v1.0/conference/videoConferences/board-meeting/users/invite", INVITE_DUTY)
                                .header("x-acs-dingtalk-access-token", token)
                                .timeout(Duration.ofMillis(300))))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
        assertThat(client.invite(token, "board-meeting", INVITE_DUTY).status()).isEqualTo(200);
    }

    @Test
    void customResponse_whenItFires_arrivesUnchangedAndMayAct() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE)
                .then(418, Map.of("Set-Cookie", "a=b", "Content-Type", "text/plain"), "tea \u8336")
                .acting());
        VendorResponse response = client.invite(token, "board-meeting", INVITE_DUTY);
        assertThat(response.status()).isEqualTo(418);
        assertThat(response.text()).isEqualTo("tea \u8336");
        assertThat(response.header("Set-Cookie")).isEqualTo("a=b");
        assertThat(response.header("Content-Type")).isEqualTo("text/plain");
        assertThat(sandbox.invitations("board-meeting", "UN-duty")).isEqualTo(1);
    }

    @Test
    void occurrences_whenCounted_affectOnlyTheirCalls() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).at("2-3").then(Preset.SERVER_ERROR));
        sandbox.script(Fault.on(VendorApi.DINGTALK_ORG_MEETINGS).at("every 5").then(Preset.QUOTA));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            statuses.add(
                    client.getWith(token, "/v1.0/conference/orgConferences").status());
        }
        assertThat(statuses).containsExactly(200, 500, 500, 200, 403, 200);
        assertThat(sandbox.faults().get(0).matched()).isEqualTo(6);
        assertThat(sandbox.faults().get(0).fired()).isEqualTo(2);
        assertThat(sandbox.faults().get(1).fired()).isEqualTo(1);
    }

    @Test
    void match_whenContentDiffers_affectsOnlyMatchingCalls() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS)
                .where(Match.UNION_ID, "UN-john")
                .where(Match.MEETING, "board-meeting")
                .then(Preset.SERVER_ERROR));
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .where(Match.DEPARTMENT, "2")
                .then(Preset.SERVER_ERROR));
        sandbox.script(Fault.on(VendorApi.HUAWEI_USER_DETAILS)
                .where(Match.ID, "lisi")
                .where(Match.ID_TYPE, "THIRD_ACCOUNT")
                .then(Preset.SERVER_ERROR));
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                .where(Match.UNION_ID, "UN-mary")
                .then(Preset.SERVER_ERROR));
        String both = "{\"action\":\"add\",\"userList\":[{\"unionId\":\"UN-lisi\"},{\"unionId\":\"UN-john\"}]}";
        assertThat(client.setCoHosts(token, "board-meeting", both).status()).isEqualTo(500);
        assertThat(client.setCoHosts(token, "release-meeting", both).status()).isEqualTo(200);
        assertThat(client.users(token, 2, 0, 10).json().path("errcode").asInt()).isEqualTo(-1);
        assertThat(client.users(token, 3, 0, 10).json().path("errcode").asInt()).isZero();
        String huawei = client.huaweiToken();
        assertThat(client.details(huawei, "THIRD_ACCOUNT", "john", "lisi").status())
                .isEqualTo(500);
        assertThat(client.details(huawei, "USER_ID", "john", "lisi").status()).isEqualTo(200);
        assertThat(client.ongoing(token, "UN-mary").status()).isEqualTo(500);
        assertThat(client.ongoing(token, "UN-john").status()).isEqualTo(200);
    }
}
