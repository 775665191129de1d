package io.rollcall.tell;

import static io.rollcall.tell.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.http.HttpResponse;
import io.rollcall.tell.ChannelKind.Options;
import io.rollcall.tell.Message.Line;
import io.rollcall.tell.dingtalk.DingTalkRobot;
import io.rollcall.tell.feishu.FeishuRobot;
import io.rollcall.tell.slack.SlackWebhook;
import io.rollcall.tell.wecom.WeComRobot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the other chat services are written to, and what their answers mean. */
class KindsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Channel FEISHU =
            Reports.channel(new FeishuRobot(), "https://open.feishu.cn/open-apis/bot/v2/hook/H00K", When.PROBLEMS);
    private static final Channel WECOM = Reports.channel(
            new WeComRobot(), "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K3Y", When.PROBLEMS);
    private static final Channel SLACK =
            Reports.channel(new SlackWebhook(), "https://hooks.slack.com/services/T0/B0/S3CRET", When.PROBLEMS);

    private static Message message(boolean alarm, String... lines) {
        return new Message(
                Language.ENGLISH,
                "Rollcall: board failed",
                List.of(lines).stream().map(line -> new Line(false, line)).toList(),
                List.of("Left this month: 4 of 5 calls."),
                alarm);
    }

    private static JsonNode sent(Channel channel, Message message) throws Exception {
        Delivery.Post post =
                (Delivery.Post) channel.kind().write(channel, message, "id", Instant.ofEpochSecond(1_700_000_000));
        assertThat(post.toString()).doesNotContain("H00K", "K3Y", "S3CRET");
        return JSON.readTree(post.request().body());
    }

    private static String verdict(Channel channel, int status, String body) {
        return ((Robot) channel.kind())
                .read(channel, HttpResponse.of(status, Map.of(), body), NOON)
                .getClass()
                .getSimpleName();
    }

    @Test
    void kinds_areServices() {
        assertThat(ServiceLoader.load(ChannelKind.class).stream()
                        .map(kind -> kind.get().word()))
                .contains("dingtalk", "feishu", "wecom", "slack");
    }

    @Test
    void feishu_signsWithKeyAndDataTheOtherWayRound_asTheVectorSays() throws Exception {
        JsonNode body = sent(
                Reports.with(FEISHU, "SECrollcall0123456789abcdef", List.of("ou_1"), "监控", false),
                message(true, "one"));

        assertThat(body.path("timestamp").asText()).isEqualTo("1700000000");
        assertThat(body.path("sign").asText()).isEqualTo("AMLgaw72vZvjva4KBMlbj8X+9F9Laf64pgRQ/phyupk=");
        assertThat(body.path("msg_type").asText()).isEqualTo("post");
        JsonNode post = body.path("content").path("post").path("zh_cn");
        assertThat(post.path("title").asText()).isEqualTo("Rollcall: board failed 监控");
        assertThat(post.path("content").toString())
                .isEqualTo("[[{\"tag\":\"text\",\"text\":\"· one\"}],"
                        + "[{\"tag\":\"text\",\"text\":\"Left this month: 4 of 5 calls.\"}],"
                        + "[{\"tag\":\"at\",\"user_id\":\"ou_1\"}]]");
    }

    @Test
    void wecom_isMarkdown_andMentionsByUserId() throws Exception {
        JsonNode body = sent(Reports.with(WECOM, null, List.of("zhangsan"), null, false), message(true, "one"));

        assertThat(body.path("markdown").path("content").asText())
                .isEqualTo("### Rollcall: board failed\n· one\n> Left this month: 4 of 5 calls.\n<@zhangsan>");
    }

    @Test
    void slack_isText_withItsEntitiesEscaped() throws Exception {
        JsonNode body =
                sent(Reports.with(SLACK, null, List.of("all", "U012AB3CD"), null, false), message(true, "a < b & c"));

        assertThat(body.path("text").asText())
                .isEqualTo("*Rollcall: board failed*\n• a &lt; b &amp; c\n> Left this month: 4 of 5 calls.\n<!channel>"
                        + " <@U012AB3CD>");
    }

    @Test
    void strangersText_mentionsNoOne_inAnyChannel() {
        String nick =
                "@all <!channel> <@zhangsan> <at user_id=\"all\">x</at> @13800138000 [x](http://evil.example) *b*";
        for (ChannelKind kind : List.of(new DingTalkRobot(), new FeishuRobot(), new WeComRobot(), new SlackWebhook())) {
            String body = kind.body(message(true, nick), Options.NONE);
            assertThat(body).as(kind.word()).doesNotContain("@", "<!", "<at", "<@");
            // text elements of a Feishu post have no markup, and Slack's has no such links
            if (kind.word().equals("dingtalk") || kind.word().equals("wecom")) {
                assertThat(body).doesNotContain("](", "*b*");
            }
        }
    }

    @Test
    void longMessages_areCutByBytes_onALineEnd() throws Exception {
        String[] lines =
                IntStream.range(0, 400).mapToObj(i -> "名".repeat(50) + i).toArray(String[]::new);
        Map<ChannelKind, Integer> limits = Map.of(
                new DingTalkRobot(),
                20_000,
                new FeishuRobot(),
                20 << 10,
                new WeComRobot(),
                4096,
                new SlackWebhook(),
                12_000);
        for (Map.Entry<ChannelKind, Integer> limit : limits.entrySet()) {
            String body = limit.getKey().body(message(false, lines), Options.NONE);
            JsonNode json = JSON.readTree(body);
            String limited =
                    switch (limit.getKey().word()) {
                        case "wecom" -> json.path("markdown").path("content").asText();
                        case "slack" -> json.path("text").asText();
                        default -> body;
                    };
            assertThat(limited.getBytes(StandardCharsets.UTF_8).length)
                    .as(limit.getKey().word())
                    .isBetween(limit.getValue() - 600, limit.getValue());
            assertThat(body).containsPattern("and [0-9]+ more").contains("Left this month");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"code\":0,\"msg\":\"success\",\"data\":{}} | Delivered",
                "{\"StatusCode\":0,\"StatusMessage\":\"success\"} | Delivered",
                "{\"code\":9499,\"msg\":\"Bad Request\"} | Misconfigured",
                "{\"code\":19021} | Misconfigured",
                "{\"code\":19022} | Misconfigured",
                "{\"code\":19024} | Misconfigured",
                "{\"code\":11232} | TooFast",
                "{\"code\":1} | Refused",
                "x | Unknown",
            })
    void feishu_answersInHttp200(String body, String verdict) {
        assertThat(verdict(FEISHU, 200, body)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errcode\":0} | Delivered",
                "{\"errcode\":45009} | TooFast",
                "{\"errcode\":93000} | Misconfigured",
                "{\"errcode\":40058} | Refused",
            })
    void wecom_answersInHttp200(String body, String verdict) {
        assertThat(verdict(WECOM, 200, body)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "200,ok,Delivered",
        "200,invalid_token,Misconfigured",
        "404,no_service,Misconfigured",
        "403,action_prohibited,Misconfigured",
        "400,invalid_payload,Refused",
        "429,rate_limited,TooFast",
        "503,x,Unknown",
        "404,<html>not found,NotPosted",
        "200,<html>login,Unknown",
        "200,some_word,Refused"
    })
    void slack_answersWithAWord(int status, String body, String verdict) {
        assertThat(verdict(SLACK, status, body)).isEqualTo(verdict);
    }

    @Test
    void slack_saysHowLongToWait() {
        assertThat(((Robot) SLACK.kind()).read(SLACK, HttpResponse.of(429, Map.of("Retry-After", "30"), ""), NOON))
                .isEqualTo(new Verdict.TooFast(Duration.ofSeconds(30)));
    }

    @Test
    void aWaitThatIsTooLong_isTenMinutes() {
        assertThat(((Robot) SLACK.kind()).read(SLACK, HttpResponse.of(429, Map.of("Retry-After", "99999"), ""), NOON))
                .isEqualTo(new Verdict.TooFast(Duration.ofMinutes(10)));
    }

    @Test
    void refusal_saysTheServicesWords() {
        assertThat(((Robot) FEISHU.kind())
                        .read(FEISHU, HttpResponse.of(200, Map.of(), "{\"code\":1,\"msg\":\"bot is off\"}"), NOON))
                .isEqualTo(new Verdict.Refused("1", "Feishu did not accept this message: bot is off"));
        assertThat(((Robot) WECOM.kind())
                        .read(WECOM, HttpResponse.of(200, Map.of(), "{\"errcode\":1,\"errmsg\":\"no group\"}"), NOON))
                .isEqualTo(new Verdict.Refused("1", "WeCom did not accept this message: no group"));
    }

    @Test
    void feishu_whenTheClockIsWrong_triesAgain() {
        Verdict read = ((Robot) FEISHU.kind())
                .read(
                        FEISHU,
                        HttpResponse.of(200, Map.of("Date", "Fri, 20 Nov 2026 10:00:00 GMT"), "{\"code\":19021}"),
                        NOON);

        assertThat(((Verdict.NotPosted) read).why()).contains("The clock of this machine is 120 minutes slow");
    }

    @Test
    void mentionsThatDoNotFit_leaveTheTitle() throws Exception {
        List<String> most =
                IntStream.range(0, 50).mapToObj(i -> "u".repeat(62) + (10 + i)).toList();
        Message message = new Message(
                Language.CHINESE, "名".repeat(100), List.of(), List.of("剩".repeat(200), "剩".repeat(200)), true);

        String content = JSON.readTree(WECOM.kind().body(message, new Options(most, null, "")))
                .path("markdown")
                .path("content")
                .asText();

        assertThat(content).isEqualTo("### " + "名".repeat(100));
    }

    @Test
    void onlyDingTalk_isRepeatedAndCounted() {
        assertThat(new DingTalkRobot().isRepeatable()).isTrue();
        assertThat(new DingTalkRobot().countedBy()).contains("dingtalk");
        for (ChannelKind kind : List.of(new FeishuRobot(), new WeComRobot(), new SlackWebhook())) {
            assertThat(kind.isRepeatable()).isFalse();
            assertThat(kind.countedBy()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dingtalk,zhangsan,true",
        "dingtalk,mobile:13800138000,true",
        "dingtalk,a b,false",
        "wecom,zhangsan,true",
        "wecom,all,false",
        "wecom,mobile:138,false",
        "slack,U012AB3CD,true",
        "slack,zhang>san,false",
        "feishu,ou_12,true",
        "feishu,<at>,false"
    })
    void mention_isCheckedForEachChannel(String word, String mention, boolean accepted) {
        ChannelKind kind = ServiceLoader.load(ChannelKind.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow();
        assertThat(kind.mentionProblem(mention).isEmpty()).isEqualTo(accepted);
    }
}
