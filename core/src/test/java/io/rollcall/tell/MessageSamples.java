package io.rollcall.tell;

import static io.rollcall.tell.Reports.NOON;

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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages that the pages show, made by the real formatter. */
final class MessageSamples {
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

    private MessageSamples() {}

    /**
     * What a person reads.
     *
     * @param name what the message is about
     * @param kind the word of the kind of channel
     */
    static String text(String name, String kind, String language) throws IOException {
        Channel channel = channel(kind, language, name.equals("changed"));
        return shown(channel, sample(name, channel));
    }

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
}
