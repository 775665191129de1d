package io.rollcall.camel.internal.tell;

import io.rollcall.tell.Channel;
import io.rollcall.tell.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a failure to send mail means, by the SMTP reply (RFC 5321 §4.2): 4xx passes by itself, 5xx does not. Uses none of
 * the mail library's classes, which may be absent, and of its messages only a reply's number: they hold addresses. Stateless and
 * thread-safe.
 */
final class MailFailures {
    private static final Pattern REPLY = Pattern.compile("([2-5][0-9]{2})[ -].*", Pattern.DOTALL);

    /** A full mailbox, which some servers report as a permanent failure (RFC 5321 §4.5.3.1.10). */
    private static final int FULL = 552;

    private static final int NOT_AUTHENTICATED = 530;

    private MailFailures() {}

    static Verdict verdict(Channel channel, Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        Optional<Verdict> permanent = chain.stream()
                .flatMap(cause -> permanent(channel, cause).stream())
                .findFirst();
        if (permanent.isPresent()) {
            return permanent.get();
        }
        Throwable last = chain.get(chain.size() - 1);
        OptionalInt reply = chain.stream()
                .map(MailFailures::reply)
                .flatMapToInt(OptionalInt::stream)
                .findFirst();
        String what = last.getClass().getSimpleName() + (reply.isPresent() ? " " + reply.getAsInt() : "");
        return reply.isEmpty() && chain.stream().anyMatch(MailFailures::isAfterTheText)
                ? new Verdict.Unknown("the mail server did not confirm the message (" + what + ")")
                : new Verdict.NotPosted("the mail server did not accept the message now (" + what + ")");
    }

    private static Optional<Verdict> permanent(Channel channel, Throwable cause) {
        OptionalInt known = reply(cause);
        int reply = known.orElse(0);
        if (known.isPresent() && (reply < 500 || reply == FULL)) {
            return Optional.empty();
        }
        String code = known.isPresent() ? "SMTP " + reply : null;
        return switch (cause.getClass().getSimpleName()) {
            case "AuthenticationFailedException" ->
                Optional.of(new Verdict.Misconfigured(
                        code,
                        "The mail server does not accept the user name and password. Correct them: "
                                + channel.key("url")));
            case "SMTPAddressFailedException", "SMTPSenderFailedException", "AddressException" ->
                Optional.of(addresses(channel, code));
            case "SMTPSendFailedException" ->
                known.isEmpty() ? Optional.empty() : Optional.of(notSent(channel, cause, reply));
            default -> Optional.empty();
        };
    }

    private static Verdict notSent(Channel channel, Throwable cause, int reply) {
        String code = "SMTP " + reply;
        if (reply == NOT_AUTHENTICATED) {
            return new Verdict.Misconfigured(
                    code,
                    "The mail server requires a user name and password. Add username and password: "
                            + channel.key("url"));
        }
        return String.valueOf(value(cause, "getCommand")).startsWith("MAIL")
                ? addresses(channel, code)
                : new Verdict.Refused(code, "The mail server did not accept this message (" + code + ").");
    }

    private static Verdict addresses(Channel channel, @Nullable String code) {
        return new Verdict.Misconfigured(
                code,
                "The mail server does not accept the sender or a recipient. Correct from and to: "
                        + channel.key("url"));
    }

    /** The server's reply that an exception of the mail library is about. */
    private static OptionalInt reply(Throwable cause) {
        if (value(cause, "getReturnCode") instanceof Integer code) {
            return code > 0 ? OptionalInt.of(code) : OptionalInt.empty();
        }
        Matcher text = REPLY.matcher(String.valueOf(cause.getMessage()));
        return cause.getClass().getSimpleName().equals("AuthenticationFailedException") && text.matches()
                ? OptionalInt.of(Integer.parseInt(text.group(1)))
                : OptionalInt.empty();
    }

    private static @Nullable Object value(Throwable cause, String method) {
        try {
            return cause.getClass().getMethod(method).invoke(cause);
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }

    /** Whether the whole message was sent before: only then may the server have accepted it. */
    private static boolean isAfterTheText(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().endsWith(".SMTPTransport")
                    && frame.getMethodName().equals("finishData")) {
                return true;
            }
        }
        return false;
    }
}
