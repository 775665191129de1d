package io.rollcall.vendor.dingtalk;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one connection that stands. By the monotonic clock. Not thread-safe. */
final class StreamConnection {
    /**
     * The longest time without a frame: DingTalk sends a keep-alive about every 20 to 30 seconds and pings beside it, so three of
     * them are missing. Programs in the field replace connections after 60 to 180 s (docs/vendors/dingtalk-stream.md §3).
     */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);

    /** DingTalk closes about 10 s after it announced that (§2); one that stands much longer still brings nothing. */
    static final Duration LONGEST_LEAVE = Duration.ofSeconds(30);

    /** A gateway that accepts connections and drops them again must not be asked for one each second. */
    static final Duration PROVEN = Duration.ofMinutes(1);

    private final long id;
    private final Instant since;
    private Instant lastFrame;
    private boolean distrusted;
    private @Nullable Instant leavingSince;
    private @Nullable Instant closeAt;

    StreamConnection(long id, Instant now) {
        this.id = id;
        this.since = now;
        this.lastFrame = now;
    }

    long id() {
        return id;
    }

    void frame(Instant now) {
        lastFrame = now;
    }

    /**
     * The machine was suspended: the connection may stand and even bring pings, while its events go elsewhere (§3). Only a
     * successor helps.
     */
    void distrust() {
        distrusted = true;
    }

    /** DingTalk announced its end. */
    void leave(Instant now) {
        if (leavingSince == null) {
            leavingSince = now;
        }
    }

    /** Its successor stands: it is read on until then. */
    void closeAt(Instant time) {
        if (closeAt == null) {
            closeAt = time;
        }
    }

    boolean isToBeClosed(Instant now) {
        return closeAt != null && !now.isBefore(closeAt);
    }

    /** Whether it brings events and needs no successor. */
    boolean isUsable(Instant now) {
        return isTrusted(now) && leavingSince == null && closeAt == null;
    }

    /** Whether a frame that comes now proves that connections last. */
    boolean isProven(Instant now) {
        return isUsable(now) && !now.isBefore(since.plus(PROVEN));
    }

    /** Whether events still come, as far as is known. */
    boolean covers(Instant now) {
        return isTrusted(now) && (leavingSince == null || now.isBefore(leavingSince.plus(LONGEST_LEAVE)));
    }

    // a connection that was silent and brings frames again is trusted again
    private boolean isTrusted(Instant now) {
        return !distrusted && now.isBefore(lastFrame.plus(LONGEST_SILENCE));
    }
}
