package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.VendorClient.VendorResponse;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("slow")
class DingTalkTokensTest {
    private static final String THIRD_PARTY = "{\"dingtalk\":{\"appType\":\"third-party\"}}";

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox = Sandbox.start(Company.builtIn(), 0, clock);
    private VendorClient client = new VendorClient(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void play(String json) {
        sandbox.close();
        sandbox = Sandbox.start(Company.parse(json), 0, clock);
        client = new VendorClient(sandbox);
    }

    @Test
    void accessToken_whenRight_livesTwoHours() {
        VendorResponse response = client.requestDingTalkToken("ding-rehearsal", "rehearsal-secret");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().path("expireIn").isInt()).isTrue();
        assertThat(response.json().path("expireIn").asInt()).isEqualTo(7200);
        assertThat(response.header("x-acs-request-id")).isNotBlank();
    }

    @Test
    void accessToken_whenSecretIsWrong_isRefused() {
        VendorResponse response = client.requestDingTalkToken("ding-rehearsal", "other");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().path("code").asText()).isEqualTo("invalidClientIdOrSecret");
        assertThat(response.json().path("requestid").asText()).isNotBlank();
        assertThat(response.json().path("message").asText()).isNotBlank();
    }

    @Test
    void accessToken_whenSentAsForm_isRefused() {
        VendorResponse response = client.quietly(client.request("/v1.0/oauth2/accessToken")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("appKey=ding-rehearsal&appSecret=rehearsal-secret")));
        assertThat(response.status()).isEqualTo(400);
    }

    @Test
    void getToken_ofTopApi_issuesTheTokenOfBothApis() {
        VendorResponse response = get("/gettoken?appkey=ding-rehearsal&appsecret=rehearsal-secret");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().path("errcode").asInt(-1)).isZero();
        assertThat(response.json().path("errmsg").asText()).isEqualTo("ok");
        assertThat(response.json().path("expires_in").asInt()).isEqualTo(7200);
        String token = response.json().path("access_token").asText();
        assertThat(token).isEqualTo(client.dingTalkToken());
        assertThat(client.users(token, 1, 0, 10).json().path("errcode").asInt(-1))
                .isZero();
        assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(200);
        assertThat(sandbox.requests().get(0).query()).doesNotContain("rehearsal-secret");
    }

    @Test
    void getToken_whenWrong_returnsAnErrcode() {
        assertThat(errcode("/gettoken?appkey=ding-rehearsal&appsecret=other")).isEqualTo(40096);
        assertThat(errcode("/gettoken?corpid=ding&corpsecret=other")).isEqualTo(40089);
        assertThat(errcode("/gettoken")).isEqualTo(40035);
        VendorResponse inBody = client.quietly(client.request("/gettoken")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        "GET",
                        HttpRequest.BodyPublishers.ofString("appkey=ding-rehearsal&appsecret=rehearsal-secret")));
        assertThat(inBody.json().path("errcode").asInt()).isEqualTo(40035);
    }

    @Test
    void unifiedToken_isInSnakeCase() {
        String body = "{\"client_id\":\"ding-rehearsal\",\"client_secret\":\"rehearsal-secret\","
                + "\"grant_type\":\"client_credentials\"}";
        String corp = sandbox.company().definition().dingtalk().corpId();
        VendorResponse response = post("/v1.0/oauth2/" + corp + "/token", body);
        assertThat(response.json().path("access_token").asText()).isEqualTo(client.dingTalkToken());
        assertThat(response.json().path("expires_in").asInt()).isEqualTo(7200);
        assertThat(post("/v1.0/oauth2/other/token", body).status()).isEqualTo(500);
        assertThat(post("/v1.0/oauth2/" + corp + "/token", "{}")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("invalidClientIdOrSecret");
    }

    @Test
    void thirdPartyTokens_ofTheOtherCalls_areGiven() {
        play(THIRD_PARTY);
        var app = sandbox.company().definition().dingtalk();
        VendorResponse suite = post(
                "/v1.0/oauth2/suiteAccessToken",
                "{\"suiteKey\":\"" + app.clientId() + "\",\"suiteSecret\":\"" + app.clientSecret()
                        + "\",\"suiteTicket\":\"" + app.suiteTicket() + "\"}");
        String own = suite.json().path("accessToken").asText();
        assertThat(own).isNotBlank();
        assertThat(client.users(own, 1, 0, 10).json().path("sub_code").asText()).isEqualTo("40014");

        String signature = java.util.Base64.getEncoder()
                .encodeToString(java.util.HexFormat.of()
                        .parseHex(VendorClient.hmac("1700000000000\n" + app.suiteTicket(), app.clientSecret())));
        String path = "/service/get_corp_token?accessKey=" + app.clientId() + "&timestamp=1700000000000&suiteTicket="
                + app.suiteTicket() + "&signature="
                + java.net.URLEncoder.encode(signature, java.nio.charset.StandardCharsets.UTF_8);
        VendorResponse corp = post(path, "{\"auth_corpid\":\"" + app.corpId() + "\"}");
        assertThat(client.users(corp.json().path("access_token").asText(), 1, 0, 10)
                        .json()
                        .path("errcode")
                        .asInt(-1))
                .isZero();
        assertThat(post(path, "{\"auth_corpid\":\"other\"}")
                        .json()
                        .path("errcode")
                        .asInt())
                .isEqualTo(40013);
        assertThat(post(path + "x", "{}").json().path("errcode").asInt()).isEqualTo(40001);
    }

    private VendorResponse get(String path) {
        return client.quietly(client.request(path).GET());
    }

    private int errcode(String path) {
        VendorResponse response = get(path);
        assertThat(response.status()).isEqualTo(200);
        return response.json().path("errcode").asInt(-1);
    }

    private VendorResponse post(String path, String body) {
        return client.quietly(client.request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void accessToken_whenRequestedAgainInTime_isTheSameAndValidLonger() {
        String token = client.dingTalkToken();
        clock.move(Duration.ofSeconds(7000));
        assertThat(client.dingTalkToken()).isEqualTo(token);
        clock.move(Duration.ofSeconds(7000));
        assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(200);
        clock.move(Duration.ofSeconds(200));
        assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(400);
        assertThat(client.dingTalkToken()).isNotEqualTo(token);
    }

    @Test
    void accessToken_whenRevoked_isRefusedByBothApis() {
        String token = client.dingTalkToken();
        sandbox.revokeDingTalkTokens();
        VendorResponse refused = client.ongoing(token, "UN-lisi");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("code").asText()).isEqualTo("InvalidAuthentication");
        VendorResponse old = client.users(token, 1, 0, 10);
        assertThat(old.status()).isEqualTo(200);
        assertThat(old.json().path("errcode").asInt()).isEqualTo(88);
        assertThat(old.json().path("sub_code").isTextual()).isTrue();
        assertThat(old.json().path("sub_code").asText()).isEqualTo("40014");
        assertThat(old.json().path("errmsg").asText())
                .contains("40014")
                .contains(old.json().path("sub_msg").asText());
        assertThat(client.dingTalkToken()).isNotEqualTo(token);
    }

    @Test
    void openApi_whenTheTokenIsElsewhere_isRefused() {
        String token = client.dingTalkToken();
        VendorResponse query = client.get("/v1.0/conference/users/lists?unionId=UN-lisi&access_token=" + token);
        VendorResponse bearer = client.quietly(client.request("/v1.0/conference/users/lists?unionId=UN-lisi")
                .header("Authorization", "Bearer " + token));
        for (VendorResponse response : java.util.List.of(query, bearer)) {
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.json().path("code").asText()).isEqualTo("AuthenticationFailed.MissingParameter");
        }
    }

    @Test
    void topApi_whenTheTokenIsInTheHeaderOnly_isRefused() {
        VendorResponse response = client.postWith(client.dingTalkToken(), "/topapi/v2/user/list", "{\"dept_id\":1}");
        assertThat(response.json().path("errcode").asInt()).isEqualTo(88);
        assertThat(response.json().path("sub_code").asText()).isEqualTo("40000");
    }

    @Test
    void corpAccessToken_whenRequestedAgain_isAnotherAndTheFirstStaysValid() {
        play(THIRD_PARTY);
        String first = client.dingTalkToken();
        String second = client.dingTalkToken();
        assertThat(second).isNotBlank().isNotEqualTo(first);
        assertThat(client.users(first, 1, 0, 10).json().path("errcode").asInt()).isZero();
        assertThat(client.users(second, 1, 0, 10).json().path("errcode").asInt())
                .isZero();
    }

    @Test
    void corpAccessToken_whenSomethingIsWrong_saysWhat() {
        play(THIRD_PARTY);
        assertThat(corp("x", "rehearsal-secret", "ding-corp", "rehearsal-ticket"))
                .isEqualTo("400 invalidSuiteKey");
        assertThat(corp("suite-rehearsal", "x", "ding-corp", "rehearsal-ticket"))
                .isEqualTo("400 invalidClientIdOrSecret");
        assertThat(corp("suite-rehearsal", "rehearsal-secret", "x", "rehearsal-ticket"))
                .isEqualTo("400 invalidAuthInfo");
        assertThat(corp("suite-rehearsal", "rehearsal-secret", "ding-corp", "x"))
                .isEqualTo("400 invalidSuiteTicket");
        assertThat(client.requestDingTalkToken("suite-rehearsal", "rehearsal-secret")
                        .status())
                .isEqualTo(400);
    }

    private String corp(String key, String secret, String corp, String ticket) {
        VendorResponse response = client.requestCorpToken(key, secret, corp, ticket);
        return response.status() + " " + response.json().path("code").asText();
    }

    @Test
    void unknownPaths_whenCalled_returnTheirServersErrors() {
        assertThat(client.post("/topapi/v2/user/lists", "{}")
                        .json()
                        .path("errcode")
                        .asInt())
                .isEqualTo(22);
        VendorResponse withoutVersion = client.get("/conference/users/lists");
        assertThat(withoutVersion.status()).isEqualTo(200);
        assertThat(withoutVersion.json().path("errcode").asInt()).isEqualTo(404);
        assertThat(client.get("/v1.0/conference/nothing").status()).isEqualTo(404);
        assertThat(client.get("/v1/usg/abs/users/list").status()).isEqualTo(404);
        assertThat(client.get("/topapi/v2/user/list").json().path("errcode").asInt())
                .isEqualTo(22);
        assertThat(client.post("/v1.0/conference/orgConferences", "{}").status())
                .isEqualTo(404);
    }
}
