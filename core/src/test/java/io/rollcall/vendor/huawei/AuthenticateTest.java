package io.rollcall.vendor.huawei;

import static io.rollcall.http.Samples.ok;
import static io.rollcall.vendor.huawei.Clouds.APP_ID;
import static io.rollcall.vendor.huawei.Clouds.APP_KEY;
import static io.rollcall.vendor.huawei.Clouds.EXPIRE_TIME;
import static io.rollcall.vendor.huawei.Clouds.NONCE;
import static io.rollcall.vendor.huawei.Clouds.answer;
import static io.rollcall.vendor.huawei.Clouds.fault;
import static io.rollcall.vendor.huawei.Clouds.huawei;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.TokenContext;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticateTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final TokenContext QUESTION = new TokenContext(NOW, NONCE);
    private static final String USER_SIGNATURE = "0015b85f74413d97d1687cab0638c4f4ec393d6a89dbb52a09672eb24f769d9a";
    private static final String ACCESS = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private final Operation<TokenContext, AccessToken> token =
            huawei("user-1", null).token();

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(AppIdentity.user(APP_ID, "user-1"), USER_SIGNATURE),
                Arguments.of(
                        AppIdentity.administrator(APP_ID),
                        "7bf548cd7ac04292178164139ca1fd77db09bba044263838c9db7867cae55217"),
                Arguments.of(
                        AppIdentity.companyUser(APP_ID, "corp-9", "user-1"),
                        "b860ca18db1cc0eef4fadf460a065304036881e90c8c4c63a419692398adabbe"),
                Arguments.of(
                        AppIdentity.companyAdministrator(APP_ID, "corp-9"),
                        "9363d1969dd8e13f2257d58f4a4ca7128d18df7abfad495bb7a3c5a0cb5beaee"),
                Arguments.of(
                        AppIdentity.serviceProvider(APP_ID),
                        "8ccd4c3c024ccbb8e437f1e3d81a68825d265ad1849583c22140a8e65ba24660"),
                Arguments.of(
                        AppIdentity.user(APP_ID, "工号1"),
                        "ff1adeb7b7a32a4f9d522ff740ebfac21850f9a96f0af352883bda528177a231"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signature_ofEveryIdentity_isTheTestVectors(AppIdentity identity, String expected) {
        assertThat(identity.signature(APP_KEY, EXPIRE_TIME, NONCE)).isEqualTo(expected);
        assertThat(identity.authorization(APP_KEY, EXPIRE_TIME, NONCE))
                .isEqualTo("HMAC-SHA256 signature=" + expected + ",access=" + ACCESS);
    }

    @Test
    void request_whenSingleCompany_sendsWhatWasSignedAndNoCompany() {
        HttpRequest request = token.request(QUESTION);
        assertThat(request.uri()).hasToString("http://127.0.0.1:3/v2/usg/acs/auth/appauth");
        assertThat(request.method()).isEqualTo(HttpRequest.Method.POST);
        assertThat(request.headers())
                .contains(
                        new Field("Authorization", "HMAC-SHA256 signature=" + USER_SIGNATURE + ",access=" + ACCESS),
                        new Field("X-Token-Type", "LongTicket"),
                        new Field("Content-Type", "application/json; charset=UTF-8"));
        assertThat(request.body())
                .isEqualTo("{\"appId\":\"" + APP_ID + "\",\"clientType\":72,\"expireTime\":1700000600,\"nonce\":\""
                        + NONCE + "\",\"userId\":\"user-1\"}");
        assertThat(request.toString()).doesNotContain(USER_SIGNATURE);
    }

    @Test
    void request_whenAdministrator_sendsAnEmptyUser() {
        assertThat(huawei("", " ").token().request(QUESTION).body())
                .contains("\"userId\":\"\"")
                .doesNotContain("corpId");
    }

    @Test
    void request_whenSeveralCompanies_sendsAndSignsTheCompany() {
        HttpRequest request = huawei("user-1", "corp-9").token().request(QUESTION);
        assertThat(request.body()).endsWith("\"userId\":\"user-1\",\"corpId\":\"corp-9\"}");
        assertThat(request.headers().get(0).value())
                .contains("b860ca18db1cc0eef4fadf460a065304036881e90c8c4c63a419692398adabbe");
    }

    @Test
    void read_countsTheVendorsPeriodFromOurNow() {
        AccessToken read = answer(token.read(QUESTION, ok("huawei/token/as-sent.json")));
        assertThat(read.value()).isEqualTo("stbaW5s");
        assertThat(read.obtainedAt()).isEqualTo(NOW);
        assertThat(read.expiresAt()).isEqualTo(NOW.plusSeconds(56326));
    }

    @Test
    void read_whenOnlyAnEndIsSaid_measuresItFromTheVendorsClock() {
        String body = "{\"accessToken\":\"T\",\"expireTime\":1700003603,\"createTime\":1700003600999}";
        assertThat(ends(Map.of(), body)).isEqualTo(NOW.plusSeconds(3));
        assertThat(ends(Map.of("Date", "Tue, 14 Nov 2023 23:13:21 GMT"), body)).isEqualTo(NOW.plusSeconds(2));
        assertThat(ends(Map.of(), "{\"accessToken\":\"T\",\"expireTime\":\"1700000005\"}"))
                .isEqualTo(NOW.plusSeconds(5));
        assertThat(ends(Map.of(), "{\"accessToken\":\"T\",\"validPeriod\":\"1\"}"))
                .isEqualTo(NOW.plusSeconds(1));
        assertThat(ends(Map.of(), "{\"accessToken\":\"T\"}")).isEqualTo(NOW.plusSeconds(12 * 3600));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"accessToken\":\"T\",\"validPeriod\":9223372036854775807}",
                "{\"accessToken\":\"T\",\"expireTime\":9223372036854775807,\"createTime\":-9223372036854775808}",
                "{\"accessToken\":\"T\",\"expireTime\":4611686018427387903,\"createTime\":-9223372036854775808}"
            })
    void read_whenTheLifeIsAbsurd_isCut(String body) {
        assertThat(ends(Map.of(), body)).isEqualTo(NOW.plusSeconds(366L * 24 * 3600));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "[]",
                "<html></html>",
                "{\"accessToken\":null}",
                "{\"accessToken\":\"T\",\"validPeriod\":0}",
                "{\"accessToken\":\"T\",\"validPeriod\":-9223372036854775808}",
                "{\"accessToken\":\"T\",\"expireTime\":-9223372036854775808}",
            })
    void read_whenThereIsNoUsableToken_isUnreadable(String body) {
        assertThat(fault(token.read(QUESTION, HttpResponse.of(200, Map.of(), body))))
                .isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void read_whenTheKeyIsWrong_namesTheSettings() {
        Fault fault = fault(token.read(QUESTION, Samples.answer(401, "huawei/token/401.json")));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.TOKEN);
        assertThat(fault.remedy()).contains("{{app-id}}");
        Fault clock = fault(token.read(
                QUESTION, HttpResponse.of(401, Map.of(), "{\"error_code\":\"USG.206010057\",\"error_msg\":\"x\"}")));
        assertThat(clock.remedy()).contains("clock");
        assertThat(fault(token.read(QUESTION, HttpResponse.of(401, Map.of(), "")))
                        .remedy())
                .contains("{{app-key}}");
    }

    private Instant ends(Map<String, String> headers, String body) {
        return answer(token.read(QUESTION, HttpResponse.of(200, headers, body))).expiresAt();
    }
}
