package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.VendorClient.VendorResponse;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("slow")
class RatesTest {
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
    void dingTalk_whenTheWindowIsFull_refusesUntilTheFirstCallIsASecondOld() {
        String token = client.dingTalkToken();
        for (int i = 0; i < 20; i++) {
            assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(200);
            clock.move(Duration.ofMillis(10));
        }
        VendorResponse refused = client.ongoing(token, "UN-lisi");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("code").asText()).isEqualTo("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi");
        assertThat(client.members(token, "board-meeting", "").status())
                .as("every API has a window of its own")
                .isEqualTo(200);
        clock.move(Duration.ofMillis(799));
        assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(403);
        clock.move(Duration.ofMillis(1));
        assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(200);
        assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(403);
        assertThat(sandbox.peak(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(23);
        assertThat(sandbox.refused(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(3);
        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(24);
        assertThat(sandbox.peak(VendorApi.DINGTALK_MEMBERS)).isEqualTo(1);
    }

    @Test
    void dingTalk_whenThirdParty_refusesInTheSuitesName() {
        play("{\"dingtalk\":{\"appType\":\"third-party\",\"callsPerSecond\":1}}");
        String token = client.dingTalkToken();
        assertThat(client.getWith(token, "/v1.0/conference/orgConferences").status())
                .isEqualTo(200);
        assertThat(client.getWith(token, "/v1.0/conference/orgConferences")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi");
    }

    @Test
    void topApi_whenTheWindowIsFull_wrapsTheCodeOrNot() {
        play("{\"dingtalk\":{\"callsPerSecond\":1}}");
        String token = client.dingTalkToken();
        client.users(token, 1, 0, 10);
        JsonNode wrapped = client.users(token, 1, 0, 10).json();
        assertThat(wrapped.path("errcode").asInt()).isEqualTo(88);
        assertThat(wrapped.path("sub_code").asText()).isEqualTo("90018");
        play("{\"dingtalk\":{\"callsPerSecond\":1,\"throttleCode\":\"bare\"}}");
        token = client.dingTalkToken();
        client.users(token, 1, 0, 10);
        JsonNode bare = client.users(token, 1, 0, 10).json();
        assertThat(bare.path("errcode").asInt()).isEqualTo(90018);
        assertThat(bare.has("sub_code")).isFalse();
    }

    @Test
    void huawei_whenTheMinuteIsFull_refusesForTheRestOfIt() {
        String token = client.huaweiToken();
        for (int i = 0; i < 100; i++) {
            assertThat(client.details(token, "USER_ID", "x").status()).isEqualTo(200);
        }
        VendorResponse refused = client.details(token, "USER_ID", "x");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("error_code").asText()).isEqualTo("APIG.0308");
        assertThat(refused.header("Retry-After")).isNull();
        clock.move(Duration.ofSeconds(60));
        assertThat(client.details(token, "USER_ID", "x").status()).isEqualTo(200);
        assertThat(sandbox.peak(VendorApi.HUAWEI_USER_DETAILS)).isEqualTo(101);
    }

    @Test
    void huawei_whenHeadersAreOn_returnsTheRemainingCalls() {
        play("{\"huawei\":{\"callsPerMinute\":2,\"rateHeaders\":true,\"retryAfterSeconds\":7}}");
        String token = client.huaweiToken();
        assertThat(client.details(token, "USER_ID", "x").header("X-APIG-Ratelimit-Api"))
                .isEqualTo("remain:1,limit:2,time:1 minute");
        client.details(token, "USER_ID", "x");
        VendorResponse refused = client.details(token, "USER_ID", "x");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("7");
        assertThat(refused.header("X-APIG-Ratelimit-Api")).isEqualTo("remain:0,limit:2,time:1 minute");
    }

    @Test
    void limits_whenSwitchedOff_refuseNothing() {
        sandbox.close();
        sandbox = Sandbox.start(Company.builtIn().withoutLimits(), 0, clock);
        client = new VendorClient(sandbox);
        String token = client.dingTalkToken();
        for (int i = 0; i < 200; i++) {
            assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(200);
        }
        assertThat(sandbox.peak(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(200);
    }

    @Test
    void quota_whenUsedUp_stopsConferenceCallsOnlyAndCountsNoThrottledOnes() {
        play("{\"dingtalk\":{\"callsPerSecond\":2,\"monthlyQuota\":3}}");
        String token = client.dingTalkToken();
        for (int i = 0; i < 5; i++) {
            client.getWith(token, "/v1.0/conference/orgConferences");
        }
        clock.move(Duration.ofSeconds(1));
        assertThat(client.getWith(token, "/v1.0/conference/orgConferences").status())
                .as("the third that is not throttled")
                .isEqualTo(200);
        assertThat(client.getWith(token, "/v1.0/conference/orgConferences")
                        .json()
                        .path("code")
                        .asText())
                .isEqualTo("Forbidden.AccessDenied.ApiCountLimitForOrg");
        assertThat(client.users(token, 1, 0, 10).json().path("errcode").asInt()).isZero();
    }

    @Test
    void latency_whenSet_isTheLeastThatACallTakes() {
        sandbox.close();
        sandbox = Sandbox.start(Company.builtIn().withLatency(Duration.ofMillis(60), Duration.ofMillis(20)), 0, clock);
        client = new VendorClient(sandbox);
        long before = System.nanoTime();
        assertThat(client.dingTalkToken()).isNotBlank();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(59));
    }
}
