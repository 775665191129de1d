package io.rollcall.tell.dingtalk;

import static io.rollcall.tell.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.http.HttpResponse;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelKind.Options;
import io.rollcall.tell.Delivery;
import io.rollcall.tell.Language;
import io.rollcall.tell.Message;
import io.rollcall.tell.Message.Line;
import io.rollcall.tell.Reports;
import io.rollcall.tell.Verdict;
import io.rollcall.tell.When;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a DingTalk robot is written to, and what its answers mean. */
class DingTalkRobotTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "SECrollcall0123456789abcdef";

    private final DingTalkRobot robot = new DingTalkRobot();
    private final Channel channel = Reports.channel(When.PROBLEMS);

    private static Message message(String title, boolean alarm, String... lines) {
        return new Message(
                Language.ENGLISH,
                title,
                List.of(lines).stream().map(line -> new Line(false, line)).toList(),
                List.of(),
                alarm);
    }

    private JsonNode body(Message message, Options options) throws Exception {
        return JSON.readTree(robot.body(message, options));
    }

    @Test
    void write_withASecret_signsAsTheVectorSays() {
        Channel signed = Reports.with(channel, SECRET, List.of(), null, false);

        Delivery.Post post = (Delivery.Post)
                robot.write(signed, message("t", false), "id", Instant.ofEpochMilli(1_700_000_000_000L));

        assertThat(post.request().uri().toString())
                .isEqualTo("https://oapi.dingtalk.com/robot/send?access_token=T0KEN&timestamp=1700000000000"
                        + "&sign=f%2BG3ZcNyS0MuR%2FhOJ7iuwJC826eImR6n4a1X8kVnNwo%3D");
        assertThat(post.toString()).doesNotContain("T0KEN", "f+G3", SECRET);
    }

    @Test
    void body_isMarkdown_withTheTitleInBanner() throws Exception {
        JsonNode body =
                body(message("Rollcall: board failed", true, "one", "two"), new Options(List.of(), null, "id1"));

        assertThat(body.path("msgtype").asText()).isEqualTo("markdown");
        assertThat(body.path("msgUuid").asText()).isEqualTo("id1");
        assertThat(body.path("markdown").path("title").asText()).isEqualTo("Rollcall: board failed");
        assertThat(body.path("markdown").path("text").asText())
                .isEqualTo("#### Rollcall: board failed  \n  - one  \n  - two");
        assertThat(body.has("at")).isFalse();
    }

    @Test
    void mention_isForFailuresOnly_andStandsInTheText() throws Exception {
        Options options = new Options(List.of("mobile:13800138000", "zhangsan", "all"), null, "");

        JsonNode alarm = body(message("t", true, "one"), options);
        JsonNode other = body(message("t", false, "one"), options);

        assertThat(alarm.path("at").toString())
                .isEqualTo("{\"atMobiles\":[\"13800138000\"],\"atUserIds\":[\"zhangsan\"],\"isAtAll\":true}");
        assertThat(alarm.path("markdown").path("text").asText()).endsWith("@13800138000 @zhangsan");
        assertThat(other.has("at")).isFalse();
    }

    @Test
    void strangersText_mentionsNoOne_andMakesNoLink() throws Exception {
        String text = body(
                        message(
                                "@all [x](http://evil.example)",
                                false,
                                "# @13800138000 **b** <font color=red> [a](http://b) `c`"),
                        Options.NONE)
                .path("markdown")
                .path("text")
                .asText();

        assertThat(text.substring("#### ".length())).doesNotContain("@", "[", "]", "<", "**", "`", "#");
    }

    @Test
    void keyword_isPutBehindTheTitle_once() throws Exception {
        Options options = new Options(List.of(), "监控", "");

        assertThat(body(message("board failed", true), options)
                        .path("markdown")
                        .path("title")
                        .asText())
                .isEqualTo("board failed 监控");
        assertThat(body(message("监控 board", true), options)
                        .path("markdown")
                        .path("title")
                        .asText())
                .isEqualTo("监控 board");
    }

    @Test
    void longMessage_isCutAtALineEnd_below20000Bytes() throws Exception {
        String[] lines =
                IntStream.range(0, 300).mapToObj(i -> "测".repeat(100) + i).toArray(String[]::new);

        String body = robot.body(message("t", false, lines), Options.NONE);

        assertThat(body.getBytes(StandardCharsets.UTF_8).length).isBetween(19_000, 20_000);
        String[] text =
                JSON.readTree(body).path("markdown").path("text").asText().split("  \n  ");
        assertThat(text[text.length - 1]).isEqualTo("- and " + (300 - (text.length - 2)) + " more");
        assertThat(text[text.length - 2]).endsWith("测" + (text.length - 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errcode\":0,\"errmsg\":\"ok\"} | Delivered",
                "{\"errcode\":\"0\"} | Delivered",
                "{\"errcode\":-1,\"errmsg\":\"system busy\"} | Unknown",
                "{\"errcode\":410100} | TooFast",
                "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"uuid\":\"u\",\"errcode\":130101,\"errmsg\":\"send too fast\"} | TooFast",
                "{\"errcode\":310000,\"errmsg\":\"keywords not in content\"} | Misconfigured",
                "{\"errcode\":400101} | Misconfigured",
                "{\"errcode\":400102} | Misconfigured",
                "{\"errcode\":400013} | Misconfigured",
                "{\"errcode\":430103} | Refused",
                "{\"errcode\":460101} | Refused",
                "{\"errcode\":90020} | UsedUp",
                "{\"errcode\":99,\"errmsg\":\"the monthly quota is used up\"} | UsedUp",
                "<html>login</html> | Unknown",
            })
    void read_understandsTheAnswerInHttp200(String body, String verdict) {
        Verdict read = robot.read(channel, HttpResponse.of(200, Map.of(), body), NOON);

        assertThat(read.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void tooFast_silencesForTenMinutes() {
        assertThat(robot.read(channel, HttpResponse.of(200, Map.of(), "{\"errcode\":130101}"), NOON))
                .isEqualTo(new Verdict.TooFast(Duration.ofMinutes(10)));
    }

    @Test
    void refusedSignature_whenTheClockIsWrong_isTriedAgain() {
        Channel signed = Reports.with(channel, SECRET, List.of(), null, false);
        Map<String, String> date = Map.of("Date", "Fri, 20 Nov 2026 10:00:00 GMT");

        Verdict read = robot.read(
                signed, HttpResponse.of(200, date, "{\"errcode\":310000,\"errmsg\":\"invalid timestamp\"}"), NOON);

        assertThat(((Verdict.NotPosted) read).why())
                .contains("310000", "The clock of this machine is 120 minutes slow; set it right.");
    }

    @ParameterizedTest
    @CsvSource({"400,Refused", "403,NotPosted", "302,NotPosted", "408,NotPosted", "429,TooFast", "503,Unknown"})
    void read_withoutACode_goesByTheStatus(int status, String verdict) {
        assertThat(robot.read(channel, HttpResponse.of(status, Map.of(), ""), NOON)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }
}
