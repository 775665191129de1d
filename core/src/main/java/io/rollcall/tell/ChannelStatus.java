package io.rollcall.tell;

import io.rollcall.json.WireName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a channel is. Immutable.
 *
 * @param channel its name
 * @param since when the state began
 * @param until when it ends by itself; null if it does not
 * @param code the vendor's code; null if there is none
 * @param remedy what to do; null if there is nothing to do
 * @param credentials tells another address or secret from the same one
 * @param deliveredAt when the last message arrived; null if none did
 */
public record ChannelStatus(
        String channel,
        State state,
        Instant since,
        @Nullable Instant until,
        @Nullable String code,
        @Nullable String remedy,
        String credentials,
        @Nullable Instant deliveredAt) {

    /** What the channel does with a message. */
    public enum State implements WireName {
        /** Sends it. */
        UP("up"),
        /** Waits, because the service found it too fast or busy. */
        SILENT("silent"),
        /** Drops it until the channel's address or secret changes. */
        STOPPED("stopped"),
        /** Drops it until the month ends. */
        USED_UP("used-up");

        private final String word;

        State(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** A channel of which nothing is known. */
    public static ChannelStatus fresh(String channel, String credentials, Instant now) {
        return new ChannelStatus(channel, State.UP, now, null, null, null, credentials, null);
    }

    /** Accepts messages again. */
    public ChannelStatus up(Instant now) {
        return state == State.UP
                ? this
                : new ChannelStatus(channel, State.UP, now, null, null, null, credentials, deliveredAt);
    }

    /** A message arrived. */
    public ChannelStatus delivered(Instant now) {
        ChannelStatus up = up(now);
        return new ChannelStatus(channel, State.UP, up.since, null, null, null, credentials, now);
    }

    /** Accepts no messages. */
    public ChannelStatus as(
            State next, Instant now, @Nullable Instant end, @Nullable String why, @Nullable String whatToDo) {
        return new ChannelStatus(channel, next, now, end, why, whatToDo, credentials, deliveredAt);
    }

    /** Whether messages are sent at a time. */
    public boolean accepts(Instant now) {
        return state == State.UP || (until != null && !now.isBefore(until));
    }
}
