package io.rollcall.camel.internal.tell;

import io.rollcall.tell.Message;
import io.rollcall.tell.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is being sent, several times if it may have been posted: a channel that knows its id posts it once. Immutable.
 *
 * @param tries without an answer so far
 * @param at when it is sent next, by the monotonic clock
 */
record Sending(Message message, String id, int tries, Instant at) {
    /** Before the second, third … try. */
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));

    static Sending first(Message message, Instant now) {
        return new Sending(message, UUID.randomUUID().toString(), 0, now);
    }

    boolean isFirst() {
        return tries == 0;
    }

    /** The same message, sent now. */
    Sending now(Instant now) {
        return new Sending(message, id, tries, now);
    }

    /** Whether it remains unknown after an answer whether a message was posted that can be sent again. */
    boolean isOpenAfter(Verdict verdict) {
        boolean isAnswered = verdict instanceof Verdict.Delivered
                || verdict instanceof Verdict.Refused
                || verdict instanceof Verdict.UsedUp;
        return verdict instanceof Verdict.Unknown || !isFirst() && !isAnswered;
    }

    /** The next try; null after the last one. */
    @Nullable Sending after(Verdict verdict, Instant now) {
        if (verdict instanceof Verdict.TooFast || verdict instanceof Verdict.Misconfigured) {
            // as soon as the robot accepts messages again
            return now(now);
        }
        return tries == DELAYS.size() ? null : new Sending(message, id, tries + 1, now.plus(DELAYS.get(tries)));
    }
}
