package io.rollcall.camel.internal.flow;

import io.rollcall.hint.Reconciliation;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The polls that a flow makes beside its schedule: those that were asked for, and those that make up for missed events. Times are
 * readings of a monotonic clock. Not thread-safe.
 */
final class DuePolls {
    /** After which wait a poll that was refused because the flow was running is tried again. */
    private static final Duration RETRY = Duration.ofMillis(250);

    private final Reconciliation reconciliation = new Reconciliation();
    private @Nullable Trigger asked;
    private @Nullable Instant askedAt;

    /** A poll is due now. */
    void ask(Trigger trigger, Instant now) {
        asked = trigger;
        askedAt = now;
    }

    /** Events come from now on: a poll makes up for those that were missed, unless the next poll is soon enough. */
    void live(Instant now) {
        reconciliation.live(now);
    }

    /** No events come from now on. */
    void lost() {
        reconciliation.lost();
    }

    /** Events come already, and a poll of another reason makes up for those that were missed. */
    void polled() {
        reconciliation.polled();
    }

    /** How long until a poll; zero if it is due; null for none. */
    @Nullable Duration untilNext(Instant now) {
        Duration until = reconciliation.untilNext(now);
        Instant at = askedAt;
        if (at == null) {
            return until;
        }
        Duration wait = at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
        return until == null || wait.compareTo(until) < 0 ? wait : until;
    }

    /** Takes what is due, as one poll; null for none. */
    @Nullable Trigger take(Instant now) {
        Trigger due = askedAt == null || askedAt.isAfter(now) ? null : asked;
        boolean reconciles = reconciliation.take(now);
        if (due == null) {
            return reconciles ? Trigger.EVENT : null;
        }
        asked = null;
        askedAt = null;
        return due;
    }

    /** A poll has ended; one that failed is made again. */
    void ended(RunResult result, Instant now) {
        reconciliation.ended(result, now);
    }

    /** A poll was refused because the flow was running. */
    void refused(Trigger trigger, Instant now) {
        if (asked == null) {
            asked = trigger;
            askedAt = now.plus(RETRY);
        }
    }
}
