package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.VendorClient.VendorResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
@Tag("slow")
class HuaweiTest {
    private static final String APP_ID = "0123456789abcdef0123456789abcdef";
    private static final String PEOPLE =
            """
            {"huawei":{"callsPerMinute":0%s},
             "people":[
              {"userId":"user-1","unionId":"U1","name":"One","email":"one@example.com","huawei":{"uuid":"uuid-1","englishName":"One","phone":"177****0476","vmrId":"912992631"}},
              {"userId":"user-2","unionId":"U2","huawei":{"uuid":"uuid-2","status":1}},
              {"userId":"user-3","unionId":"U3","huawei":null},
              {"userId":"user-4","unionId":"U4","huawei":{"uuid":"uuid-4","status":3}},
              {"userId":"user-5","unionId":"U5","huawei":{"uuid":"uuid-5","status":7,"echo":"absent"}},
              {"userId":"user-6","unionId":"U6","huawei":{"uuid":"uuid-6","hidePhone":true,"phone":"1"}}]}""";

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox = Sandbox.start(Company.parse(PEOPLE.formatted("")), 0, clock);
    private VendorClient client = new VendorClient(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void play(String more) {
        sandbox.close();
        sandbox = Sandbox.start(Company.parse(PEOPLE.formatted(more)), 0, clock);
        client = new VendorClient(sandbox);
    }

    private static String code(VendorResponse response) {
        return response.status() + " " + response.json().path("error_code").asText();
    }

    /** The vectors of docs/vendors/huawei.md; their signature expired in 2023. */
    @ParameterizedTest
    @CsvSource({
        "single-company,,user-1,0015b85f74413d97d1687cab0638c4f4ec393d6a89dbb52a09672eb24f769d9a",
        "single-company,,,7bf548cd7ac04292178164139ca1fd77db09bba044263838c9db7867cae55217",
        "single-company,,工号1,ff1adeb7b7a32a4f9d522ff740ebfac21850f9a96f0af352883bda528177a231",
        "service-provider,corp-9,user-1,b860ca18db1cc0eef4fadf460a065304036881e90c8c4c63a419692398adabbe",
        "service-provider,corp-9,,9363d1969dd8e13f2257d58f4a4ca7128d18df7abfad495bb7a3c5a0cb5beaee",
        "service-provider,,,8ccd4c3c024ccbb8e437f1e3d81a68825d265ad1849583c22140a8e65ba24660",
    })
    void appAuth_whenSignedAsInTheVectors_passesUntilItExpires(
            String mode, String corpId, String userId, String signature) {
        play(",\"mode\":\"" + mode + "\"");
        String body = "{\"appId\":\"" + APP_ID + "\",\"clientType\":72,\"expireTime\":1700000600,\"nonce\":\""
                + VendorClient.NONCE + "\",\"userId\":\"" + (userId == null ? "" : userId) + "\""
                + (corpId == null ? "" : ",\"corpId\":\"" + corpId + "\"") + "}";
        clock.move(Duration.between(clock.instant(), java.time.Instant.ofEpochSecond(1700000600)));
        assertThat(client.appAuth(body, signature, APP_ID).status()).isEqualTo(200);
        assertThat(code(client.appAuth(body, signature.replace('0', '1'), APP_ID)))
                .isEqualTo("401 USG.206010025");
        clock.move(Duration.ofSeconds(1));
        assertThat(code(client.appAuth(body, signature, APP_ID))).isEqualTo("401 USG.206010057");
    }

    @Test
    void appAuth_whenRight_returnsEveryDocumentedField() {
        JsonNode response = client.requestHuaweiToken("user-1").json();
        long now = clock.millis();
        assertThat(response.path("createTime").longValue()).isEqualTo(now);
        assertThat(response.path("validPeriod").longValue()).isEqualTo(56326);
        assertThat(response.path("expireTime").longValue()).isEqualTo(now / 1000 + 56326);
        assertThat(response.path("refreshValidPeriod").longValue()).isEqualTo(2592000);
        assertThat(response.path("proxyToken").isNull()).isTrue();
        assertThat(response.path("user").path("thirdAccount").asText()).isEqualTo("user-1");
        assertThat(response.path("user").path("adminType").asInt()).isEqualTo(2);
        assertThat(client.requestHuaweiToken("")
                        .json()
                        .path("user")
                        .path("adminType")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'clientType':71,'expireTime':0,'nonce':'abcdefghijklmnopqrstuvwxyz012345'             | 400 USG.200000003",
                "'expireTime':0,'nonce':'abcdefghijklmnopqrstuvwxyz012345'                             | 400 USG.200000003",
                "'clientType':72,'nonce':'abcdefghijklmnopqrstuvwxyz012345'                            | 400 USG.200000003",
                "'clientType':72,'expireTime':'0','nonce':'abcdefghijklmnopqrstuvwxyz012345'           | 400 USG.200000003",
                "'clientType':72,'expireTime':0,'nonce':'short'                                        | 400 USG.200000003",
                "'clientType':72,'expireTime':0,'nonce':'abcdefghijklmnopqrstuvwxyz012345','corpId':'' | 401 USG.206010025",
            })
    void appAuth_whenAFieldIsWrong_isRefused(String fields, String expected) {
        String nonce = VendorClient.NONCE;
        String signature = VendorClient.hmac(APP_ID + "::0:" + nonce, "rollcall-test-app-key");
        String body = "{\"appId\":\"" + APP_ID + "\"," + fields.replace('\'', '"') + "}";
        assertThat(code(client.appAuth(body, signature, APP_ID))).isEqualTo(expected);
    }

    @Test
    void appAuth_whenLongTicketPartsAreMissing_isRefusedUnlessSwitchedOff() {
        String signature = VendorClient.hmac(APP_ID + "::0:" + VendorClient.NONCE, "rollcall-test-app-key");
        String body = "{\"appId\":\"%s\",\"clientType\":72,\"expireTime\":0,\"nonce\":\"%s\"}"
                .formatted(APP_ID, VendorClient.NONCE);
        assertThat(code(bare(body, signature))).isEqualTo("401 USG.206010025");
        assertThat(code(client.appAuth(body, signature, "another"))).isEqualTo("401 USG.206010025");
        play(",\"longTicketRequired\":false");
        assertThat(bare(body, signature).status()).isEqualTo(200);
    }

    private VendorResponse bare(String body, String signature) {
        return client.quietly(client.jsonPost("/v2/usg/acs/auth/appauth", body)
                .header("Authorization", "HMAC-SHA256 signature=" + signature));
    }

    @Test
    void appAuth_whenUserIsUnknown_isRegisteredUnlessForbidden() {
        assertThat(client.requestHuaweiToken("typo").status()).isEqualTo(200);
        play(",\"autoRegister\":false");
        assertThat(code(client.requestHuaweiToken("typo"))).isEqualTo("401 USG.206010030");
        assertThat(client.requestHuaweiToken("user-1").status()).isEqualTo(200);
    }

    @Test
    void tokens_whenMoreThan64_dropTheOldest() {
        String first = client.huaweiToken();
        String other =
                client.requestHuaweiToken("user-1").json().path("accessToken").asText();
        String second = client.huaweiToken();
        for (int i = 0; i < 63; i++) {
            client.huaweiToken();
        }
        assertThat(client.details(first, "USER_ID", "uuid-1").status()).isEqualTo(401);
        assertThat(client.details(second, "USER_ID", "uuid-1").status()).isEqualTo(200);
        assertThat(client.details(other, "USER_ID", "uuid-1").status()).isEqualTo(200);
    }

    @Test
    void tokens_whenMissingExpiredOrRevoked_areRefused() {
        assertThat(code(client.post("/v1/usg/abs/users/list?idType=USER_ID", "[{\"id\":\"x\"}]")))
                .isEqualTo("401 MMC.111070111");
        String token = client.huaweiToken();
        clock.move(Duration.ofSeconds(56326));
        VendorResponse expired = client.details(token, "USER_ID", "uuid-1");
        assertThat(code(expired)).isEqualTo("401 USG.000000004");
        assertThat(expired.header("X-Request-Id")).isNotBlank();
        play(",\"rejectedTokenStatus\":400");
        token = client.huaweiToken();
        sandbox.revokeHuaweiTokens();
        assertThat(code(client.details(token, "USER_ID", "uuid-1"))).isEqualTo("400 MBI.000000004");
    }

    @Test
    void details_byThirdAccount_echoTheRequestedId() {
        JsonNode response = client.details(
                        client.huaweiToken(), "THIRD_ACCOUNT", "user-1", "user-2", "user-3", "user-4", "user-5")
                .json();
        assertThat(response.path(0).path("id").asText()).isEqualTo("user-1");
        assertThat(response.path(0).path("statusCode").isInt()).isTrue();
        assertThat(response.path(0).path("updateTime").longValue()).isEqualTo(1554268817303L);
        assertThat(response.path(0).path("phone").asText()).isEqualTo("177****0476");
        assertThat(response.path(1).toString()).isEqualTo("{\"id\":\"user-2\",\"statusCode\":1}");
        assertThat(response.path(2).toString()).isEqualTo("{\"id\":\"user-3\",\"statusCode\":2}");
        assertThat(response.path(3).toString()).isEqualTo("{\"id\":\"user-4\",\"statusCode\":3}");
        assertThat(response.path(4).path("statusCode").asInt()).isEqualTo(7);
        assertThat(response.path(4).has("id")).isFalse();
        assertThat(response.path(4).has("account")).isTrue();
    }

    @Test
    void details_byUuid_findTheSamePeople() {
        JsonNode response = client.details(client.huaweiToken(), "USER_ID", "uuid-1", "uuid-6", "user-1")
                .json();
        assertThat(response.path(0).path("name").asText()).isEqualTo("One");
        assertThat(response.path(1).has("phone")).isFalse();
        assertThat(response.path(2).path("statusCode").asInt()).isEqualTo(2);
    }

    @Test
    void details_whenEchoIsUuidOrAbsent_showThat() {
        play(",\"echo\":\"uuid\",\"accountIsKey\":true");
        JsonNode response = client.details(client.huaweiToken(), "THIRD_ACCOUNT", "user-1", "user-3", "user-4")
                .json();
        assertThat(response.path(0).path("id").asText()).isEqualTo("uuid-1");
        assertThat(response.path(0).path("account").asText()).isEqualTo("user-1");
        assertThat(response.path(1).has("id")).isFalse();
        assertThat(response.path(2).path("id").asText()).isEqualTo("uuid-4");
        play(",\"echo\":\"absent\",\"omitStatusCode\":true");
        response = client.details(client.huaweiToken(), "THIRD_ACCOUNT", "user-1", "user-2")
                .json();
        assertThat(response.path(0).has("id")).isFalse();
        assertThat(response.path(0).has("statusCode")).isFalse();
        assertThat(response.path(0).path("account").asText()).isNotEqualTo("user-1");
        assertThat(response.path(1).toString()).isEqualTo("{\"statusCode\":1}");
    }

    @Test
    void details_whenShuffled_comeInAnotherOrder() {
        play(",\"order\":\"shuffled\"");
        String[] asked = new String[50];
        List<String> inOrder = new ArrayList<>();
        for (int i = 0; i < asked.length; i++) {
            asked[i] = "nobody-" + i;
            inOrder.add(asked[i]);
        }
        List<String> answered = new ArrayList<>();
        client.details(client.huaweiToken(), "THIRD_ACCOUNT", asked)
                .json()
                .forEach(one -> answered.add(one.path("id").asText()));
        assertThat(answered).containsExactlyInAnyOrderElementsOf(inOrder).isNotEqualTo(inOrder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?idType=EMAIL         | [{'id':'x'}]",
                "?idType=THIRD_ACCOUNT | []",
                "?idType=THIRD_ACCOUNT | {'id':'x'}",
                "?idType=THIRD_ACCOUNT | ['x']",
                "?idType=THIRD_ACCOUNT | [{'id':''}]",
                "?idType=THIRD_ACCOUNT | [{'id':7}]",
                "?idType=THIRD_ACCOUNT | [{}]",
                "?idType=THIRD_ACCOUNT | nothing",
            })
    void details_whenTheQuestionIsWrong_areRefused(String query, String body) {
        VendorResponse response =
                client.quietly(client.jsonPost("/v1/usg/abs/users/list" + query, body.replace('\'', '"'))
                        .header("X-Access-Token", client.huaweiToken()));
        assertThat(code(response)).isEqualTo("400 USG.200000003");
    }

    @Test
    void details_whenMoreThan200_areRefused() {
        String token = client.huaweiToken();
        String[] ids = new String[201];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "id-" + i;
        }
        assertThat(client.details(token, "THIRD_ACCOUNT", ids).status()).isEqualTo(400);
        assertThat(client.details(token, "THIRD_ACCOUNT", java.util.Arrays.copyOf(ids, 200))
                        .json())
                .hasSize(200);
    }

    @Test
    void details_withoutIdType_areByUserId() {
        VendorResponse response = client.quietly(client.jsonPost("/v1/usg/abs/users/list", "[{\"id\":\"uuid-1\"}]")
                .header("X-Access-Token", client.huaweiToken()));
        assertThat(response.json().path(0).path("statusCode").asInt()).isZero();
    }
}
