package io.rollcall.tell.feishu;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.json.JsonText;
import io.rollcall.tell.Answers;
import io.rollcall.tell.Channel;
import io.rollcall.tell.Fit;
import io.rollcall.tell.Markup;
import io.rollcall.tell.Message;
import io.rollcall.tell.Robot;
import io.rollcall.tell.Signatures;
import io.rollcall.tell.Verdict;
import io.rollcall.tell.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A custom bot of Feishu or Lark (docs/vendors/robots.md §4). Its signature has key and data the other way round from DingTalk's,
 * in seconds, and stands in the body. A message is a {@code post}: text and mentions are elements of their own, so no text acts
 * as markup. Assumption: the names of the elements, which docs/vendors/robots.md §4 does not say.
 */
public final class FeishuRobot extends Robot {
    /** 20 KB, less what the signature takes. */
    private static final int MOST_BYTES = (20 << 10) - 200;

    private static final String ALL = "all";
    private static final Duration CLOCK_WINDOW = Duration.ofHours(1);

    /** The vendor throttles everyone at full and half hours. */
    private static final Duration BUSY = Duration.ofMinutes(2);

    public FeishuRobot() {
        super("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/...", null);
    }

    @Override
    public boolean isSigned() {
        return true;
    }

    @Override
    public boolean hasKeyword() {
        return true;
    }

    @Override
    public Optional<String> mentionProblem(String mention) {
        return mention.matches("[A-Za-z0-9_-]{1,100}")
                ? Optional.empty()
                : Optional.of("must name open_ids (ou_...), user_ids, or all");
    }

    /** 100 messages a minute, 5 a second. */
    @Override
    public Duration gap() {
        return Duration.ofSeconds(1);
    }

    @Override
    public String body(Message message, Options options) {
        return Fit.within(MOST_BYTES, message, part -> JsonText.of(json(part, options)));
    }

    private static ObjectNode json(Message message, Options options) {
        ObjectNode body = Json.object();
        body.put("msg_type", "post");
        ObjectNode post = body.putObject("content").putObject("post").putObject("zh_cn");
        post.put("title", options.titled(Markup.tags(message.title())));
        ArrayNode content = post.putArray("content");
        message.lines()
                .forEach(line ->
                        line(content, line.heading() ? Markup.tags(line.text()) : "· " + Markup.tags(line.text())));
        message.footer().forEach(text -> line(content, Markup.tags(text)));
        List<String> mentioned = options.mentionedIn(message);
        if (!mentioned.isEmpty()) {
            ArrayNode people = content.addArray();
            mentioned.forEach(who -> people.addObject().put("tag", "at").put("user_id", who));
        }
        return body;
    }

    private static void line(ArrayNode content, String text) {
        content.addArray().addObject().put("tag", "text").put("text", text);
    }

    @Override
    protected HttpRequest request(Webhook hook, Channel channel, Message message, Options options, Instant now) {
        ObjectNode body = Json.object();
        if (channel.secret() != null) {
            String timestamp = Long.toString(now.getEpochSecond());
            body.put("timestamp", timestamp)
                    .put(
                            "sign",
                            Signatures.of(timestamp + "\n" + channel.secret().reveal(), ""));
        }
        ObjectNode unsigned = Fit.within(MOST_BYTES, message, part -> json(part, options), JsonText::of);
        body.setAll(unsigned);
        return hook.post(List.of(), JsonText.of(body));
    }

    @Override
    public Verdict read(Channel channel, HttpResponse response, Instant now) {
        Json answer = Answers.json(response);
        Long code = answer.firstOf("code", "StatusCode").number();
        if (code == null) {
            return Answers.withoutCode(channel, response, "code");
        }
        String told = String.valueOf(code);
        return switch (code.intValue()) {
            case 0 -> new Verdict.Delivered();
            case 11232 -> new Verdict.TooFast(BUSY);
            // also for an address that it does not know
            case 9499 ->
                new Verdict.Misconfigured(
                        told,
                        "Feishu does not accept this address. Copy it again from the bot's settings: "
                                + channel.key("url"));
            case 19021 -> signature(channel, told, Answers.clock(response, now, CLOCK_WINDOW));
            case 19022 ->
                new Verdict.Misconfigured(
                        told,
                        "The bot accepts messages from other addresses only. Add this machine's address to the bot's list.");
            case 19024 ->
                new Verdict.Misconfigured(told, "The bot requires a keyword. Set it: " + channel.key("keyword"));
            default -> Answers.refused(told, "Feishu", answer.at("msg").text());
        };
    }

    private static Verdict signature(Channel channel, String code, String clock) {
        if (!clock.isEmpty()) {
            return new Verdict.NotPosted("Feishu does not accept its time (19021)." + clock);
        }
        return new Verdict.Misconfigured(
                code,
                (channel.secret() == null
                                ? "The bot requires a signature. Copy its secret from the bot's settings: "
                                : "The signature does not match. Copy the secret again from the bot's settings: ")
                        + channel.key("secret") + ".");
    }
}
