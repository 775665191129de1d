package io.rollcall.tell;

import io.rollcall.json.WireName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a channel is. {@link #after} makes the next state of it, and {@link #hold} says how long it sends nothing. No state lasts
 * for ever by itself: a correction outside of the configuration changes none of its settings. Immutable, and
 * equal to what the store gives back; times are in milliseconds.
 *
 * @param channel its name
 * @param since when the channel last began to work, or to fail
 * @param until the first time at which a message is sent again; null if one is sent at any time
 * @param code the vendor's code; null if there is none
 * @param remedy what is wrong and what to do; null if nothing is wrong
 * @param fingerprint of the settings that this is about, see {@link Channel#fingerprint}
 * @param deliveredAt when the last message arrived; null if none did
 */
public record ChannelStatus(
        String channel,
        State state,
        Instant since,
        @Nullable Instant until,
        @Nullable String code,
        @Nullable String remedy,
        String fingerprint,
        @Nullable Instant deliveredAt) {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    /** Of what is not there for a moment, and of robots that were too fast. */
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private static final Duration RETRY_OF_A_STOP = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    public ChannelStatus {
        since = since.truncatedTo(ChronoUnit.MILLIS);
        until = until == null ? null : until.truncatedTo(ChronoUnit.MILLIS);
        deliveredAt = deliveredAt == null ? null : deliveredAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the channel does with a message. */
    public enum State implements WireName {
        /** Sends it. */
        UP("up", Duration.ZERO),
        /** Sends it; the last one was not accepted, or may not have arrived. */
        FAILING("failing", Duration.ZERO),
        /** Waits, because the service was too fast, busy or out of reach. */
        SILENT("silent", LONGEST_SILENCE),
        /** Waits, because the service does not accept the channel's settings; tries again hourly, later daily. */
        STOPPED("stopped", DAY),
        /** Drops it until the month ends. */
        USED_UP("used-up", Duration.ofDays(32));

        private final String word;
        private final Duration longestHold;

        State(String word, Duration longestHold) {
            this.word = word;
            this.longestHold = longestHold;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** A channel of which nothing is known. */
    public static ChannelStatus fresh(String channel, String fingerprint, Instant now) {
        return new ChannelStatus(channel, State.UP, now, null, null, null, fingerprint, null);
    }

    /**
     * What of this is known of a channel with certain settings.
     *
     * @param settings their fingerprint; empty if they cannot be read now
     */
    public ChannelStatus with(String settings, Instant now) {
        if (!settings.isEmpty() && !fingerprint.equals(settings)) {
            return fresh(channel, settings, now);
        }
        // a new month says nothing against the channel
        return state == State.USED_UP && hold(now).isZero()
                ? new ChannelStatus(channel, State.UP, now, null, null, null, fingerprint, deliveredAt)
                : this;
    }

    /**
     * The status after a message.
     *
     * @param monthEnd when the month ends in which the channel's messages count
     */
    public ChannelStatus after(Verdict verdict, Instant now, Instant monthEnd) {
        if (verdict instanceof Verdict.Unknown unknown) {
            return fails(State.FAILING, now, null, null, "The last message may not have arrived: " + unknown.why());
        } else if (verdict instanceof Verdict.Refused refused) {
            return fails(State.FAILING, now, null, refused.code(), refused.remedy());
        } else if (verdict instanceof Verdict.NotPosted not) {
            // so that the waits double
            Duration wait = limited(failingFor(now), FIRST_RETRY, LONGEST_SILENCE);
            return fails(State.SILENT, now, now.plus(wait), null, "The last message could not be sent: " + not.why());
        } else if (verdict instanceof Verdict.TooFast tooFast) {
            Duration wait = limited(tooFast.hold(), Duration.ZERO, LONGEST_SILENCE);
            return fails(
                    State.SILENT,
                    now,
                    now.plus(wait),
                    null,
                    "The robot was too fast. What waits is sent in one message.");
        } else if (verdict instanceof Verdict.Misconfigured wrong) {
            Duration wait = failingFor(now).compareTo(DAY) < 0 ? RETRY_OF_A_STOP : DAY;
            return fails(State.STOPPED, now, now.plus(wait), wrong.code(), wrong.remedy());
        } else if (verdict instanceof Verdict.UsedUp usedUp) {
            return fails(State.USED_UP, now, monthEnd, usedUp.code(), usedUp.remedy());
        }
        return new ChannelStatus(
                channel, State.UP, state == State.UP ? since : now, null, null, null, fingerprint, now);
    }

    private ChannelStatus fails(State next, Instant now, @Nullable Instant end, @Nullable String why, String whatToDo) {
        return new ChannelStatus(
                channel, next, state == State.UP ? now : since, end, why, whatToDo, fingerprint, deliveredAt);
    }

    private Duration failingFor(Instant now) {
        return state == State.UP ? Duration.ZERO : Duration.between(since, now);
    }

    private static Duration limited(Duration time, Duration least, Duration most) {
        return time.compareTo(least) < 0 ? least : time.compareTo(most) > 0 ? most : time;
    }

    /** How long nothing is sent; zero if messages are. A time that is too late was written by a clock that was wrong. */
    public Duration hold(Instant now) {
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(state.longestHold))) {
            return Duration.ZERO;
        }
        return Duration.between(now, until);
    }

    /** Whether what would be sent now is not even kept. */
    public boolean drops() {
        return state == State.USED_UP;
    }
}
