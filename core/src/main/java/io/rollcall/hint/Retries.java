package io.rollcall.hint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides when what failed is tried again: a few times, each after a wait. Times are readings of a monotonic clock. Not
 * thread-safe.
 *
 * @param <K> what failed
 */
final class Retries<K> {
    /** The waits of a poll that makes up for missed events. */
    static final List<Duration> OF_POLLS = Collections.nCopies(3, Duration.ofMinutes(1));

    /** The waits of what a run on events left undone. */
    static final List<Duration> OF_HINTS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

    private final List<Duration> waits;
    private final Map<K, Attempts> failed = new LinkedHashMap<>();

    /** @param due null while an attempt is under way */
    private record Attempts(int made, @Nullable Instant due) {}

    /** @param waits before each attempt; there is none after the last one */
    Retries(List<Duration> waits) {
        this.waits = List.copyOf(waits);
    }

    /** Something failed, at first or again. */
    void failed(K what, Instant now) {
        Attempts before = failed.get(what);
        int made = before == null ? 0 : before.made();
        if (made < waits.size()) {
            failed.put(what, new Attempts(made + 1, now.plus(waits.get(made))));
        } else {
            failed.remove(what);
        }
    }

    /** Something succeeded, or is no longer wanted. */
    void forget(K what) {
        failed.remove(what);
    }

    /** Nothing is wanted any longer. */
    void clear() {
        failed.clear();
    }

    /** When the next attempt is due; null for none. */
    @Nullable Instant next() {
        Instant next = null;
        for (Attempts one : failed.values()) {
            Instant due = one.due();
            next = due == null || (next != null && next.isBefore(due)) ? next : due;
        }
        return next;
    }

    /** Takes what is due; each attempt ends with {@link #failed} or {@link #forget}. */
    List<K> take(Instant now) {
        List<K> taken = new ArrayList<>();
        failed.replaceAll((what, one) -> {
            if (one.due() == null || one.due().isAfter(now)) {
                return one;
            }
            taken.add(what);
            return new Attempts(one.made(), null);
        });
        return taken;
    }
}
