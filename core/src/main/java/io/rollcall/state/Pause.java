package io.rollcall.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.Sanitizer;
import io.rollcall.json.UtcTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pause of changes: Rollcall reads meetings and requests no change. Immutable and thread-safe.
 *
 * @param flow the flow that is paused; null if all flows are
 * @param since when it was ordered, by the wall clock
 * @param until from when on it has no effect, by the wall clock; null if it has no end
 * @param reason for people: one line without invisible characters, {@value #LONGEST_REASON} characters at most; null if
 *     none was given
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pause(
        @Nullable String flow,
        @JsonSerialize(using = UtcTime.class) Instant since,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant until,
        @Nullable String reason) {
    /** The pause of all flows first, then those of single flows by name. */
    public static final Comparator<Pause> IN_ORDER =
            Comparator.comparing(Pause::flow, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssXXX", Locale.ROOT);

    /** The most characters of a reason; the rest is cut off. */
    public static final int LONGEST_REASON = 200;

    public Pause {
        reason = reason == null ? null : shown(reason);
    }

    private static @Nullable String shown(String text) {
        String words = Sanitizer.words(text).strip();
        if (words.codePointCount(0, words.length()) > LONGEST_REASON) {
            words = words.substring(0, words.offsetByCodePoints(0, LONGEST_REASON));
        }
        return words.isEmpty() ? null : words;
    }

    /** Whether all flows are paused. */
    @JsonIgnore
    public boolean isOfAll() {
        return flow == null;
    }

    /** Whether it has an effect at a time. */
    public boolean isInForce(Instant now) {
        return until == null || now.isBefore(until);
    }

    /**
     * The pause in words, for example {@code the flow board is paused until 2026-11-20 12:00:00+08:00: maintenance}.
     *
     * @param zone in which the time is shown
     */
    public String words(ZoneId zone) {
        return (flow == null ? "all flows are paused" : "the flow " + flow + " is paused")
                + (until == null ? "" : " until " + TIME.format(until.atZone(zone)))
                + (reason == null ? "" : ": " + reason);
    }
}
