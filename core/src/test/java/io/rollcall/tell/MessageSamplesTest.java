package io.rollcall.tell;

import static io.rollcall.tell.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.call.Moment;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.tell.dingtalk.DingTalkRobot;
import io.rollcall.tell.feishu.FeishuRobot;
import io.rollcall.tell.mail.MailChannel;
import io.rollcall.tell.slack.SlackWebhook;
import io.rollcall.tell.wecom.WeComRobot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The texts that docs/administrators/messages.md and docs/zh-CN/messages.md show, made by the real formatter. {@code
 * -Ddocs.write=true} writes them anew.
 */
class MessageSamplesTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/test/resources/tell");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Pools POOLS = new Pools(List.of(new Pools.Pool("dingtalk", 4_312, 5_000, 2_871, 3_000)));

    private static final Names NAMES = new Names() {
        @Override
        public Optional<String> person(UserId user) {
            return Optional.of(user.value().equals("UN1") ? "李四" : "@all [王五](http://evil.example)");
        }

        @Override
        public Optional<String> title(MeetingId meeting) {
            return Optional.of("周会");
        }
    };

    private static ChannelKind kind(String word) {
        return switch (word) {
            case "dingtalk" -> new DingTalkRobot();
            case "feishu" -> new FeishuRobot();
            case "wecom" -> new WeComRobot();
            case "slack" -> new SlackWebhook();
            default -> new MailChannel();
        };
    }

    private static Channel channel(String word, String language, boolean names) {
        String mention = word.equals("mail") ? null : word.equals("slack") ? "U012AB3CD" : "zhangsan";
        Channel channel = Reports.with(
                Reports.channel(kind(word), "https://example.com/x?access_token=y&key=z", When.CHANGES),
                null,
                mention == null ? List.of() : List.of(mention),
                null,
                names);
        return Reports.in(channel, language.equals("zh") ? Language.CHINESE : Language.ENGLISH);
    }

    /** What a person reads: of a JSON body the text in it, line by line. */
    private static String shown(Channel channel, Message message) throws IOException {
        if (channel.kind() instanceof MailChannel) {
            Delivery.Mail mail = (Delivery.Mail) channel.kind().write(channel, message, "", NOON);
            return "Subject: " + mail.subject() + "\n\n" + mail.text().replace("\r\n", "\n");
        }
        JsonNode body = new ObjectMapper()
                .readTree(channel.kind()
                        .body(message, new ChannelKind.Options(channel.mention(), channel.keyword(), "")));
        if (body.has("content")) {
            JsonNode post = body.path("content").path("post").path("zh_cn");
            List<String> lines = new ArrayList<>(List.of(post.path("title").asText()));
            post.path("content").forEach(line -> lines.add(element(line.path(0))));
            return String.join("\n", lines) + "\n";
        }
        if (body.has("text")) {
            return body.path("text").asText() + "\n";
        }
        JsonNode markdown = body.path("markdown");
        return markdown.path(markdown.has("content") ? "content" : "text")
                        .asText()
                        .replace("  \n  ", "\n") + "\n";
    }

    private static String element(JsonNode element) {
        return element.path("tag").asText().equals("at")
                ? "@" + element.path("user_id").asText()
                : element.path("text").asText();
    }

    private static Message message(Channel channel, List<FlowReport> first, List<FlowReport> then) {
        Digest digest = new Digest(channel, SHANGHAI);
        Moment now = new Moment(NOON, NOON);
        for (FlowReport report : first) {
            digest.add(report, NAMES, now);
        }
        if (then.isEmpty()) {
            return digest.take(POOLS, false, now);
        }
        digest.take(POOLS, false, now);
        digest.delivered(now);
        Instant afterwards = NOON.plus(Duration.ofMinutes(95));
        Moment later = new Moment(afterwards, afterwards);
        then.forEach(report -> digest.add(report, NAMES, later));
        return digest.take(POOLS, false, later);
    }

    private static FlowReport failed() {
        return Reports.run(
                "board",
                RunOutcome.INCOMPLETE,
                List.of(Reports.permission("user UN9")),
                List.of(Reports.promoted("UN1")));
    }

    private static Message sample(String name, Channel channel) {
        return switch (name) {
            case "failed" -> message(channel, List.of(failed()), List.of());
            case "recovered" -> message(channel, List.of(failed()), List.of(Reports.fine("board")));
            case "quarantined" ->
                message(
                        channel,
                        List.of(Reports.run("people", RunOutcome.QUARANTINED, List.of(), List.of())),
                        List.of());
            case "changed" ->
                message(
                        channel,
                        List.of(
                                Reports.changed("board", 2),
                                Reports.roster("people", new RosterResult.Changed(3, 1, 0, 2, 0, 0, 0))),
                        List.of());
            case "test" -> channel.test(List.of("board", "people"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "failed,dingtalk,en",
        "failed,dingtalk,zh",
        "failed,feishu,en",
        "failed,feishu,zh",
        "failed,wecom,en",
        "failed,wecom,zh",
        "failed,slack,en",
        "failed,slack,zh",
        "failed,mail,en",
        "failed,mail,zh",
        "changed,dingtalk,en",
        "changed,dingtalk,zh",
        "recovered,dingtalk,en",
        "recovered,dingtalk,zh",
        "quarantined,dingtalk,en",
        "quarantined,dingtalk,zh",
        "test,dingtalk,en",
        "test,dingtalk,zh"
    })
    void sample_isWhatTheFormatterWrites(String name, String kind, String language) throws IOException {
        Channel channel = channel(kind, language, name.equals("changed"));
        String text = shown(channel, sample(name, channel));
        Path file = FOLDER.resolve(name + "-" + kind + "-" + language + ".txt");
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }

        assertThat(file).as("-Ddocs.write=true writes it anew").content().isEqualTo(text);
    }
}
