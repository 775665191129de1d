package io.rollcall.tell.mail;

import io.rollcall.setting.EndpointUri;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelKind;
import io.rollcall.tell.Delivery;
import io.rollcall.tell.Fit;
import io.rollcall.tell.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Mail in plain text, through Camel's mail component: the address is the Camel URI of the mail server with the recipients, for
 * example {@code smtps:mail.example.com?username=rollcall&password=…&from=rollcall@example.com&to=ops@example.com}. The component's
 * library, camel-mail, is not a part of Rollcall.
 */
public final class MailChannel implements ChannelKind {
    private static final int MOST_BYTES = 100_000;
    private static final Pattern SMTP = Pattern.compile("(?i)smtps?:.+");
    private static final Pattern TO = Pattern.compile("(?i)[?&](?:amp;)?to=[^&]*[^&\\s]");
    private static final String EXAMPLE =
            "smtps:mail.example.com?username=...&password=...&from=rollcall@example.com&to=ops@example.com";

    @Override
    public String word() {
        return "mail";
    }

    @Override
    public Optional<String> urlProblem(String url) {
        try {
            String checked = EndpointUri.checked(url);
            if (!SMTP.matcher(checked).matches()) {
                return Optional.of("must be the Camel URI of a mail server, such as " + EXAMPLE);
            }
            return TO.matcher(checked).find()
                    ? Optional.empty()
                    : Optional.of("has no recipients; add to=ops@example.com to its options");
        } catch (MalformedValueException malformed) {
            return Optional.of("must be the Camel URI of a mail server, such as " + EXAMPLE);
        }
    }

    @Override
    public Optional<String> mentionProblem(String mention) {
        return Optional.of("is not for mail, which goes to the recipients of its address; remove it");
    }

    @Override
    public Optional<NeededLibrary> library() {
        return Optional.of(new NeededLibrary(
                "org.apache.camel.component.mail.MailComponent",
                "Mail needs the library camel-mail, which is not on the class path. Put camel-mail and the jars that it needs"
                        + " beside Rollcall, as docs/administrators/messages.md says."));
    }

    @Override
    public Duration gap() {
        return Duration.ofSeconds(1);
    }

    @Override
    public String body(Message message, Options options) {
        return Fit.within(MOST_BYTES, message, MailChannel::text);
    }

    private static String text(Message message) {
        List<String> lines = new ArrayList<>();
        for (Message.Line line : message.lines()) {
            if (line.heading() && !lines.isEmpty()) {
                lines.add("");
            }
            lines.add(line.heading() ? line.text() : "- " + line.text());
        }
        if (!message.footer().isEmpty()) {
            lines.add("");
            lines.addAll(message.footer());
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    @Override
    public Delivery write(Channel channel, Message message, String id, Instant now) {
        return new Delivery.Mail(message.title(), body(message, Options.NONE));
    }
}
