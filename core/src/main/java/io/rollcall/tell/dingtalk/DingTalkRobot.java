package io.rollcall.tell.dingtalk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.json.JsonText;
import io.rollcall.tell.Answers;
import io.rollcall.tell.Channel;
import io.rollcall.tell.Fit;
import io.rollcall.tell.Layout;
import io.rollcall.tell.Markup;
import io.rollcall.tell.Message;
import io.rollcall.tell.Robot;
import io.rollcall.tell.Signatures;
import io.rollcall.tell.Verdict;
import io.rollcall.tell.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A group robot of DingTalk with a webhook (docs/vendors/robots.md §2). Its messages come out of the month's pool of pushed
 * events; {@code msgUuid} lets a message be sent again without being posted twice.
 */
public final class DingTalkRobot extends Robot {
    private static final int MOST_BYTES = 20_000;

    /** Between two lines of Markdown the vendor's page asks for two blanks on both sides. */
    private static final String BREAK = "  \n  ";

    private static final Layout LAYOUT = new Layout("#### ", "", "**", "- ", Markup::markdown);

    private static final String MOBILE = "mobile:";
    private static final String ALL = "all";
    private static final Duration CLOCK_WINDOW = Duration.ofHours(1);

    public DingTalkRobot() {
        super("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=...", "access_token");
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
        String who = mention.startsWith(MOBILE) ? mention.substring(MOBILE.length()) : mention;
        boolean isMobile = mention.startsWith(MOBILE);
        return who.matches(isMobile ? "[+0-9-]{5,20}" : "[A-Za-z0-9_+/=.-]{1,100}")
                ? Optional.empty()
                : Optional.of("must name userIds, mobile:13800138000, or all");
    }

    @Override
    public Optional<String> countedBy() {
        return Optional.of("dingtalk");
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    /** 20 messages a minute; the 21st within 60 s would silence the robot, so there is a margin. */
    @Override
    public Duration gap() {
        return Duration.ofSeconds(4);
    }

    @Override
    public String body(Message message, Options options) {
        return Fit.within(MOST_BYTES, message, short_ -> JsonText.of(json(short_, options)));
    }

    private static ObjectNode json(Message message, Options options) {
        String title = options.titled(Markup.markdown(message.title()));
        List<String> lines = LAYOUT.lines(title, message);
        ObjectNode body = Json.object();
        body.put("msgtype", "markdown");
        List<String> mentioned = options.mentionedIn(message);
        if (!mentioned.isEmpty()) {
            lines.add(mention(mentioned, body.putObject("at")));
        }
        body.putObject("markdown").put("title", title).put("text", String.join(BREAK, lines));
        if (!options.id().isEmpty()) {
            body.put("msgUuid", options.id());
        }
        return body;
    }

    /** Whom the vendor notifies also stands in the text. */
    private static String mention(List<String> mention, ObjectNode at) {
        List<String> text = new ArrayList<>();
        ArrayNode mobiles = at.putArray("atMobiles");
        ArrayNode users = at.putArray("atUserIds");
        for (String who : mention) {
            if (who.startsWith(MOBILE)) {
                mobiles.add(who.substring(MOBILE.length()));
                text.add("@" + who.substring(MOBILE.length()));
            } else if (!who.equals(ALL)) {
                users.add(who);
                text.add("@" + who);
            }
        }
        at.put("isAtAll", mention.contains(ALL));
        return String.join(" ", text);
    }

    @Override
    protected HttpRequest request(Webhook hook, Channel channel, Message message, Options options, Instant now) {
        List<Field> signature = List.of();
        if (channel.secret() != null) {
            String timestamp = Long.toString(now.toEpochMilli());
            String secret = channel.secret().reveal();
            signature = List.of(
                    new Field("timestamp", timestamp),
                    new Field("sign", Signatures.of(secret, timestamp + "\n" + secret)));
        }
        return hook.post(signature, body(message, options));
    }

    @Override
    public Verdict read(Channel channel, HttpResponse response, Instant now) {
        Json answer = Answers.json(response);
        // before the status, and before any field that an address ban has too: a robot that is too fast stops nothing
        // else
        Long code = answer.at("errcode").number();
        String words = String.valueOf(answer.at("errmsg").text());
        if (code == null) {
            return Answers.withoutCode(channel, response, "errcode");
        }
        String told = String.valueOf(code);
        return switch (code.intValue()) {
            case 0 -> new Verdict.Delivered();
            case -1 -> new Verdict.Unknown("DingTalk is busy");
            case 130101, 410100 -> new Verdict.TooFast(Answers.SILENCE);
            case 310000 -> security(channel, words, response, now);
            case 400101 ->
                new Verdict.Misconfigured(
                        told, "DingTalk does not know this robot. Copy its address again: " + channel.key("url"));
            case 400102 -> new Verdict.Misconfigured(told, "The robot is stopped. Start it in the group's settings.");
            case 400106 ->
                new Verdict.Misconfigured(
                        told,
                        "The robot is no longer in the group. Add it again, and copy its address: "
                                + channel.key("url"));
            case 400013 ->
                new Verdict.Misconfigured(
                        told, "The group no longer exists. Name a robot of another group: " + channel.key("url"));
            case 400105 ->
                new Verdict.Misconfigured(told, "This robot accepts no Markdown. Name a custom robot's address.");
            case 430101, 430102, 430103, 430104 ->
                new Verdict.Refused(told, "DingTalk forbids a link or a word in this message, so it is left out.");
            case 90020 -> usedUp(told);
            default ->
                saysMonthlyQuota(words)
                        ? usedUp(told)
                        : Answers.refused(told, "DingTalk", answer.at("errmsg").text());
        };
    }

    private static Verdict usedUp(String code) {
        return new Verdict.UsedUp(
                code,
                "The organization's events and robot messages of this month are used up. Rollcall sends none until the month"
                        + " ends; most-a-month limits how many a channel takes.");
    }

    // which code webhooks use is not documented
    private static boolean saysMonthlyQuota(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return (lower.contains("month") || words.contains("月"))
                && (lower.contains("quota") || lower.contains("limit") || words.contains("额度") || words.contains("上限"));
    }

    private static Verdict security(Channel channel, String words, HttpResponse response, Instant now) {
        String code = "310000";
        String lower = words.toLowerCase(Locale.ROOT);
        String clock = Answers.clock(response, now, CLOCK_WINDOW);
        if (lower.contains("keyword")) {
            return new Verdict.Misconfigured(
                    code,
                    "The robot requires a keyword. Set it, or let the robot check a signature instead: "
                            + channel.key("keyword"));
        } else if (lower.contains("timestamp") && channel.secret() != null) {
            // passes as soon as the clock is right, which no setting shows
            return new Verdict.NotPosted("DingTalk does not accept the time of this machine (310000)."
                    + (clock.isEmpty() ? " Compare its clock." : clock));
        } else if (lower.contains("timestamp") || lower.contains("sign")) {
            String what = channel.secret() == null
                    ? "The robot requires a signature. Copy its secret (SEC...) from the robot's settings: "
                    : "The signature does not match. Copy the secret (SEC...) again from the robot's settings: ";
            return new Verdict.Misconfigured(code, what + channel.key("secret") + "." + clock);
        } else if (lower.contains("ip")) {
            return new Verdict.Misconfigured(
                    code,
                    "The robot accepts messages from other addresses only. Add this machine's address to the robot's list.");
        }
        return new Verdict.Misconfigured(
                code,
                "The robot's security settings refuse the message. Compare them with " + channel.key("secret") + " and "
                        + channel.key("keyword") + "." + clock);
    }
}
