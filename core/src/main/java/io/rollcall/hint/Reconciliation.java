package io.rollcall.hint;

import io.rollcall.report.RunResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a flow polls because events may have been missed: when events begin, at once after a gap, and once for all
 * further gaps that end within ten minutes of that, at the end of the ten minutes. A poll that failed is made again up to three
 * times, a minute later each time. Times are readings of a monotonic clock. Not thread-safe.
 */
public final class Reconciliation {
    /** How long after the poll of a gap further gaps share one. */
    static final Duration SHARED = Duration.ofMinutes(10);

    private static final String POLL = "poll";

    private boolean live;
    private boolean hasBegun;
    private @Nullable Instant lastPoll;
    private @Nullable Instant due;
    private boolean ofGap;
    private final Retries<String> failed = new Retries<>(Retries.OF_POLLS);

    /** Events come from now on. */
    public void live(Instant now) {
        if (live) {
            return;
        }
        live = true;
        // the poll at the start does not begin the ten minutes
        ofGap = hasBegun;
        hasBegun = true;
        Instant end = lastPoll == null ? now : lastPoll.plus(SHARED);
        due = end.isAfter(now) ? end : now;
    }

    /** Events come already, and a poll of another reason makes up for those that were missed. */
    public void polled() {
        live = true;
        hasBegun = true;
        due = null;
        failed.clear();
    }

    /** No events come from now on; the poll for this gap is made when it ends. */
    public void lost() {
        live = false;
        due = null;
    }

    /** How long until a poll; zero if it is due; null for none. */
    public @Nullable Duration untilNext(Instant now) {
        Instant again = failed.next();
        Instant next = due == null || (again != null && again.isBefore(due)) ? again : due;
        return next == null ? null : next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }

    /** Takes the poll that is due; false if none is. */
    public boolean take(Instant now) {
        boolean again = !failed.take(now).isEmpty();
        if (due == null || due.isAfter(now)) {
            return again;
        }
        due = null;
        if (ofGap) {
            lastPoll = now;
        }
        return true;
    }

    /** A poll has ended that was made for this or a similar reason: what it makes up for does not come again. */
    public void ended(RunResult result, Instant now) {
        if (new Undone(result).isPoll()) {
            failed.failed(POLL, now);
        } else {
            failed.clear();
        }
    }
}
