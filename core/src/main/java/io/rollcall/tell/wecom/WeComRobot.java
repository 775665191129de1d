package io.rollcall.tell.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.rollcall.tell.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A group robot of WeCom (docs/vendors/robots.md §4), in Markdown, which has room for twice as much as its plain text. */
public final class WeComRobot extends Robot {
    private static final Layout LAYOUT = new Layout("### ", "", "**", "· ", Markup::markdown);

    /** Of the content, not of the body. */
    private static final int MOST_BYTES = 4096;

    public WeComRobot() {
        super("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=...", "key");
    }

    /** Markdown mentions people by userId; mobile numbers and everyone are for plain text only. */
    @Override
    public Optional<String> mentionProblem(String mention) {
        return mention.matches("[A-Za-z0-9_.@-]{1,64}") && !mention.equals("all") && !mention.equals("@all")
                ? Optional.empty()
                : Optional.of(
                        "must name userIds; a WeCom robot's Markdown cannot mention everyone, nor a mobile number");
    }

    /** 20 messages a minute, with a margin. */
    @Override
    public Duration gap() {
        return Duration.ofSeconds(4);
    }

    @Override
    public String body(Message message, Options options) {
        String content = Fit.within(MOST_BYTES, message, part -> content(part, options));
        ObjectNode body = Json.object();
        body.put("msgtype", "markdown");
        body.putObject("markdown").put("content", content);
        return JsonText.of(body);
    }

    private static String content(Message message, Options options) {
        List<String> lines = LAYOUT.lines(Markup.markdown(message.title()), message);
        List<String> mentioned = options.mentionedIn(message);
        if (!mentioned.isEmpty()) {
            // assumption: how Markdown mentions people, which docs/vendors/robots.md §4 does not say
            lines.add(mentioned.stream().map(who -> "<@" + who + ">").collect(Collectors.joining(" ")));
        }
        return String.join("\n", lines);
    }

    @Override
    public Verdict read(Channel channel, HttpResponse response, Instant now) {
        Json answer = Answers.json(response);
        Long code = answer.at("errcode").number();
        if (code == null) {
            return Answers.withoutCode(channel, response, "errcode");
        }
        String told = String.valueOf(code);
        return switch (code.intValue()) {
            case 0 -> new Verdict.Delivered();
            case -1 -> new Verdict.NotPosted("WeCom is busy");
            // a minute is the window; how long the silence is, is not documented
            case 45009 -> new Verdict.TooFast(Answers.SILENCE);
            case 93000 ->
                new Verdict.Misconfigured(
                        told,
                        "WeCom does not know this robot. Copy its address again from the group: " + channel.key("url"));
            default -> Answers.refused(told, "WeCom", answer.at("errmsg").text());
        };
    }
}
