package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.VendorClient.VendorResponse;
import io.rollcall.sandbox.internal.http.HmacSha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The robots of chat services. */
@Tag("slow")
class RobotsTest {
    private static final String COMPANY =
            """
            {"dingtalk":{"stream":{"monthlyPushes":25}},
             "robots":[
              {"kind":"dingtalk","key":"D1","secret":"SECrollcall0123456789abcdef"},
              {"kind":"dingtalk","key":"D2","keyword":"监控"},
              {"kind":"feishu","key":"F1","secret":"SECrollcall0123456789abcdef"},
              {"kind":"wecom","key":"W1"},
              {"kind":"slack","key":"T0/B0/x"}]}""";

    private final MovableClock clock = new MovableClock();
    private final Sandbox sandbox = Sandbox.start(Company.parse(COMPANY), 0, clock);
    private final VendorClient client = new VendorClient(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static String markdown(String text, String id) {
        return "{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"t\",\"text\":\"" + text + "\"},\"msgUuid\":\"" + id
                + "\"}";
    }

    private String signed(long millis) {
        String secret = sandbox.robots().secret("dingtalk");
        String sign = Base64.getEncoder().encodeToString(HmacSha256.of(millis + "\n" + secret, secret));
        return "/robot/send?access_token=D1&timestamp=" + millis + "&sign="
                + URLEncoder.encode(sign, StandardCharsets.UTF_8);
    }

    private long code(String path, String body) {
        VendorResponse response = client.post(path, body);
        assertThat(response.status()).isEqualTo(200);
        return response.json().path("errcode").asLong();
    }

    @Test
    void dingtalk_checksTheSignatureAndTheHour() {
        long now = clock.instant().toEpochMilli();

        assertThat(code(signed(now), markdown("x", "1"))).isZero();
        assertThat(code(signed(now - 3_500_000), markdown("x", "2"))).isZero();
        assertThat(code(signed(now - 3_700_000), markdown("x", "3"))).isEqualTo(310000);
        assertThat(code(signed(now + 3_700_000), markdown("x", "3"))).isEqualTo(310000);
        assertThat(code("/robot/send?access_token=D1", markdown("x", "3"))).isEqualTo(310000);
        assertThat(code(signed(now).replace("sign=", "sign=A"), markdown("x", "3")))
                .isEqualTo(310000);
        assertThat(sandbox.robots().messages()).hasSize(2).allMatch(message -> message.robot()
                .equals("D1"));
    }

    @Test
    void dingtalk_signsAsTheVectorSays() {
        assertThat(Base64.getEncoder()
                        .encodeToString(HmacSha256.of(
                                "1700000000000\nSECrollcall0123456789abcdef", "SECrollcall0123456789abcdef")))
                .isEqualTo("f+G3ZcNyS0MuR/hOJ7iuwJC826eImR6n4a1X8kVnNwo=");
        assertThat(Base64.getEncoder().encodeToString(HmacSha256.of("", "1700000000\nSECrollcall0123456789abcdef")))
                .isEqualTo("AMLgaw72vZvjva4KBMlbj8X+9F9Laf64pgRQ/phyupk=");
    }

    @Test
    void dingtalk_refusesWhatIsWrong() {
        assertThat(code("/robot/send?access_token=X", markdown("x", ""))).isEqualTo(400101);
        assertThat(code("/robot/send?access_token=D2", markdown("x", ""))).isEqualTo(310000);
        assertThat(code("/robot/send?access_token=D2", "{}")).isEqualTo(40035);
        assertThat(code("/robot/send?access_token=D2", "{\"msgtype\":\"video\"}"))
                .isEqualTo(400105);
        assertThat(code("/robot/send?access_token=D2", markdown("监控" + "x".repeat(20_000), "")))
                .isEqualTo(460101);
        assertThat(code("/robot/send?access_token=D2", markdown("监控", ""))).isZero();
    }

    @Test
    void dingtalk_silencesARobotThatIsTooFast_andNoOther() {
        for (int i = 0; i < 20; i++) {
            assertThat(code("/robot/send?access_token=D2", markdown("监控", ""))).isZero();
        }

        VendorResponse tooFast = client.post("/robot/send?access_token=D2", markdown("监控", ""));

        assertThat(tooFast.json().path("errcode").asLong()).isEqualTo(130101);
        assertThat(tooFast.json().path("punish").asText()).isEqualTo("deny");
        clock.move(Duration.ofMinutes(9));
        assertThat(code("/robot/send?access_token=D2", markdown("监控", ""))).isEqualTo(130101);
        assertThat(code(signed(clock.instant().toEpochMilli()), markdown("x", "")))
                .isZero();
        clock.move(Duration.ofMinutes(1));
        assertThat(code("/robot/send?access_token=D2", markdown("监控", ""))).isZero();
    }

    @Test
    void dingtalk_postsAMessageOnce_andTakesItFromTheMonth() {
        for (int i = 0; i < 3; i++) {
            assertThat(code("/robot/send?access_token=D2", markdown("监控", "same")))
                    .isZero();
        }
        assertThat(sandbox.robots().messages()).hasSize(1);
        for (int i = 0; i < 24; i++) {
            clock.move(Duration.ofSeconds(4));
            assertThat(code("/robot/send?access_token=D2", markdown("监控", "other" + i)))
                    .isZero();
        }

        // a refused message is not posted, so its id is not remembered
        for (int i = 0; i < 2; i++) {
            assertThat(code("/robot/send?access_token=D2", markdown("监控", "last")))
                    .isEqualTo(90020);
        }
    }

    @Test
    void feishu_hasKeyAndDataTheOtherWayRound() {
        long seconds = clock.instant().getEpochSecond();
        String sign = Base64.getEncoder()
                .encodeToString(
                        HmacSha256.of("", seconds + "\n" + sandbox.robots().secret("feishu")));
        String body = "{\"timestamp\":\"" + seconds + "\",\"sign\":\"" + sign
                + "\",\"msg_type\":\"text\",\"content\":{\"text\":\"x\"}}";

        assertThat(client.post("/open-apis/bot/v2/hook/F1", body)
                        .json()
                        .path("code")
                        .asLong())
                .isZero();
        assertThat(client.post("/open-apis/bot/v2/hook/F1", body.replace(sign, "A"))
                        .json()
                        .path("code")
                        .asLong())
                .isEqualTo(19021);
        assertThat(client.post("/open-apis/bot/v2/hook/X", body)
                        .json()
                        .path("code")
                        .asLong())
                .isEqualTo(9499);
        assertThat(sandbox.requests()).noneMatch(request -> request.path().contains("F1"));
    }

    @Test
    void wecom_andSlack_answerInTheirOwnWays() {
        String text = "{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"x\"}}";
        assertThat(code("/cgi-bin/webhook/send?key=W1", text)).isZero();
        assertThat(code("/cgi-bin/webhook/send?key=X", text)).isEqualTo(93000);
        for (int i = 0; i < 19; i++) {
            assertThat(code("/cgi-bin/webhook/send?key=W1", text)).isZero();
        }
        assertThat(code("/cgi-bin/webhook/send?key=W1", text)).isEqualTo(45009);
        VendorResponse slack = client.post("/services/T0/B0/x", "{\"text\":\"x\"}");
        assertThat(slack.status() + slack.text()).isEqualTo("200ok");
        assertThat(client.post("/services/T0/B0/y", "{\"text\":\"x\"}").text()).isEqualTo("no_service");
        assertThat(client.get("/sandbox/messages").json()).hasSize(21);
    }
}
