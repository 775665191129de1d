package io.rollcall.tell;

import io.rollcall.http.HttpDate;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.json.Sanitizer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what the answers of all channels have in common. Stateless and thread-safe. */
public final class Answers {
    /** How long a robot is silenced that was too fast, where the answer does not say it. */
    public static final Duration SILENCE = Duration.ofMinutes(10);

    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);
    private static final int TOO_MANY = 429;
    private static final int LONGEST_WORDS = 200;

    private Answers() {}

    /** The JSON object of an answer; nothing where it is none. */
    public static Json json(HttpResponse response) {
        try {
            return Json.read(response.body());
        } catch (IOException notJson) {
            return Json.ABSENT;
        }
    }

    /**
     * What a status other than 2xx means.
     *
     * @return null for 2xx
     */
    public static @Nullable Verdict ofStatus(Channel channel, HttpResponse response) {
        int status = response.status();
        String code = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return null;
        } else if (status == TOO_MANY) {
            return new Verdict.TooFast(retryAfter(response));
        } else if (status >= 500) {
            return new Verdict.Unknown("the server answered " + code);
        } else if (status == 400 || status == 413 || status == 415) {
            return new Verdict.Refused(code, "The service did not accept this message.");
        }
        // without a code of the vendor it may be a proxy's answer, which passes by itself
        return new Verdict.NotPosted("the server answered " + code
                + ". If no proxy between it and this machine did, copy the address again from the robot's settings: "
                + channel.key("url"));
    }

    /**
     * A message that the service did not accept, for a reason that has no sentence of its own.
     *
     * @param words the service's own; null if it sent none
     */
    public static Verdict refused(String code, String service, @Nullable String words) {
        String plain = words == null ? "" : Sanitizer.words(words).strip();
        String shown = plain.length() <= LONGEST_WORDS ? plain : plain.substring(0, LONGEST_WORDS);
        return new Verdict.Refused(
                code, service + " did not accept this message" + (shown.isEmpty() ? "." : ": " + shown));
    }

    /**
     * What an answer means that has no code where it should have one.
     *
     * @param field the code's name
     */
    public static Verdict withoutCode(Channel channel, HttpResponse response, String field) {
        Verdict ofStatus = ofStatus(channel, response);
        return ofStatus != null
                ? ofStatus
                : new Verdict.Unknown("the answer has no " + field + "; is the address a proxy's login page?");
    }

    private static Duration retryAfter(HttpResponse response) {
        String text = response.header("Retry-After").orElse("").strip();
        if (text.matches("[0-9]{1,5}")) {
            Duration hold = Duration.ofSeconds(Long.parseLong(text));
            Duration least = hold.compareTo(SHORTEST_HOLD) < 0 ? SHORTEST_HOLD : hold;
            return least.compareTo(SILENCE) > 0 ? SILENCE : least;
        }
        return SILENCE;
    }

    /** What to do about a clock that is wrong by more than a channel accepts; empty if it is not. */
    public static String clock(HttpResponse response, Instant now, Duration most) {
        ZonedDateTime date = HttpDate.of(response);
        if (date == null) {
            return "";
        }
        Duration off = Duration.between(date.toInstant(), now);
        if (off.abs().compareTo(most) <= 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                " The clock of this machine is %d minutes %s; set it right.",
                off.abs().toMinutes(),
                off.isNegative() ? "slow" : "fast");
    }
}
