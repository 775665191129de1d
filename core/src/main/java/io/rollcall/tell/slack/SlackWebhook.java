package io.rollcall.tell.slack;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An incoming webhook of Slack (docs/vendors/robots.md §4). Its answer is a word, not JSON. */
public final class SlackWebhook extends Robot {
    /** Slack takes about 40,000 characters; fewer are easier to read. */
    private static final int MOST_BYTES = 12_000;

    private static final Layout LAYOUT = new Layout("*", "*", "*", "• ", Markup::slack);
    private static final int LONGEST_WORD = 40;

    public SlackWebhook() {
        super("slack", "https://hooks.slack.com/services/...", null);
    }

    @Override
    public Optional<String> mentionProblem(String mention) {
        return mention.equals("all") || mention.matches("[UW][A-Z0-9]{5,20}")
                ? Optional.empty()
                : Optional.of("must name member ids such as U012AB3CD, or all");
    }

    /** About one message a second. */
    @Override
    public Duration gap() {
        return Duration.ofSeconds(2);
    }

    @Override
    public String body(Message message, Options options) {
        return JsonText.of(Json.object().put("text", Fit.within(MOST_BYTES, message, part -> text(part, options))));
    }

    private static String text(Message message, Options options) {
        List<String> lines = LAYOUT.lines(Markup.slack(message.title()), message);
        List<String> mentioned = options.mentionedIn(message);
        if (!mentioned.isEmpty()) {
            lines.add(mentioned.stream()
                    .map(who -> who.equals("all") ? "<!channel>" : "<@" + who + ">")
                    .collect(Collectors.joining(" ")));
        }
        return String.join("\n", lines);
    }

    @Override
    public Verdict read(Channel channel, HttpResponse response, Instant now) {
        String word = new String(
                        response.body(), 0, Math.min(response.body().length, LONGEST_WORD), StandardCharsets.UTF_8)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (response.status() == 200 && word.equals("ok")) {
            return new Verdict.Delivered();
        }
        boolean isWord = word.matches("[a-z]+(_[a-z]+)+");
        int status = response.status();
        // assumption: a word with such a status is Slack's, and concerns the webhook
        if (word.equals("invalid_token")
                || word.equals("no_service")
                || isWord && (status == 403 || status == 404 || status == 410)) {
            return new Verdict.Misconfigured(
                    word,
                    "Slack does not know this webhook, or it was removed. Make a new one, and copy its address: "
                            + channel.key("url"));
        }
        Verdict ofStatus = Answers.ofStatus(channel, response);
        if (ofStatus != null) {
            return ofStatus;
        }
        return isWord
                ? Answers.refused(word, "Slack", null)
                : new Verdict.Unknown("the answer is not Slack's; is it a proxy's login page?");
    }
}
