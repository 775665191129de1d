package io.rollcall.vendor.dingtalk;

import static io.rollcall.http.Samples.ok;
import static io.rollcall.vendor.dingtalk.Dings.answer;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.TokenContext;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GetAccessTokenTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final TokenContext QUESTION = new TokenContext(NOW, "n".repeat(32));
    private final Operation<TokenContext, AccessToken> token = Dings.DINGTALK.token();

    @Test
    void request_whenInternal_sendsKeyAndSecret() {
        HttpRequest request = token.request(QUESTION);
        assertThat(request.uri()).hasToString("http://127.0.0.1:1/x/v1.0/oauth2/accessToken");
        assertThat(request.method()).isEqualTo(HttpRequest.Method.POST);
        assertThat(request.body()).isEqualTo("{\"appKey\":\"key\",\"appSecret\":\"s3cret\"}");
        assertThat(request.token()).isEqualTo(HttpRequest.TokenPlace.NONE);
        assertThat(request.toString()).doesNotContain("s3cret");
    }

    @Test
    void request_whenThirdParty_asksForTheCompanysToken() {
        HttpRequest request = new DingTalk(Dings.THIRD_PARTY).token().request(QUESTION);
        assertThat(request.uri()).hasToString("http://127.0.0.1:1/x/v1.0/oauth2/corpAccessToken");
        assertThat(request.body())
                .isEqualTo("{\"suiteKey\":\"suite\",\"suiteSecret\":\"s3cret\",\"authCorpId\":\"ding9\","
                        + "\"suiteTicket\":\"t1cket\"}");
    }

    @Test
    void settings_whenThirdPartyWithoutCompanyOrTicket_areRefused() {
        assertThatThrownBy(() -> new DingTalkSettings(
                        AppType.THIRD_PARTY,
                        "suite",
                        Dings.INTERNAL.clientSecret(),
                        null,
                        null,
                        Dings.INTERNAL.api(),
                        Dings.INTERNAL.oapi()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("corp-id");
    }

    @Test
    void read_tellsWhenTheTokenEnds() {
        AccessToken read = answer(token.read(QUESTION, ok("dingtalk/token/as-sent.json")));
        assertThat(read.value()).isEqualTo("fw8ef8we8f76e6f7s8dxxxx");
        assertThat(read.obtainedAt()).isEqualTo(NOW);
        assertThat(read.expiresAt()).isEqualTo(NOW.plusSeconds(7200));
        assertThat(answer(token.read(QUESTION, ok("dingtalk/token/text-typed.json")))
                        .expiresAt())
                .isEqualTo(NOW.plusSeconds(2));
    }

    @Test
    void read_whenLifeIsOddOrUnsaid_neverFails() {
        assertThat(answer(token.read(QUESTION, json("{\"accessToken\":\"T\"}"))).expiresAt())
                .isEqualTo(NOW.plusSeconds(7200));
        assertThat(answer(token.read(QUESTION, json("{\"accessToken\":\"T\",\"expireIn\":9223372036854775807}")))
                        .expiresAt())
                .isAfter(NOW);
    }

    @Test
    void read_whenThereIsNoUsableToken_isUnreadable() {
        for (String body : new String[] {
            "{}",
            "[]",
            "",
            "{\"accessToken\":\"\"}",
            "{\"accessToken\":\" \"}",
            "{\"accessToken\":\"T\",\"expireIn\":0}"
        }) {
            assertThat(fault(token.read(QUESTION, json(body)))).as(body).isInstanceOf(Fault.Unreadable.class);
        }
    }

    @Test
    void read_whenTheSecretIsWrong_namesTheSettings() {
        Fault fault =
                fault(token.read(QUESTION, Samples.answer(400, "dingtalk/token/400-invalidClientIdOrSecret.json")));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.TOKEN);
        assertThat(fault.remedy()).contains("{{client-id}}");
        assertThat(fault.origin().requestId()).isEqualTo("R-9");
        assertThat(token.metered()).isFalse();
        assertThat(token.name()).hasToString("dingtalk.token");
    }

    private static HttpResponse json(String body) {
        return HttpResponse.of(200, Map.of(), body);
    }
}
