package io.rollcall.hint;

import io.rollcall.event.VendorEvent;
import io.rollcall.report.RunResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The events that concern one flow, until a run acts on them. Times are readings of a monotonic clock. Not thread-safe.
 */
public interface CollectedEvents {

    /** An event came; one that does not concern the flow has no effect. */
    void received(VendorEvent event, Instant now);

    /** How long until there is something to do; zero if it is due; null as long as no event comes. */
    @Nullable Duration untilNext(Instant now);

    /** Takes what is due, for one run; {@link Hints#NONE} if nothing is. */
    Hints take(Instant now);

    /** The flow was running already: its hints wait again. */
    void putBack(Hints hints, Instant now);

    /** A run acted on hints. What it left undone may become due again. */
    void ended(Hints hints, RunResult result, Instant now);

    /**
     * Whether a poll is due in place of a run with hints, because there were more events than are kept. Counts as taken if so.
     */
    default boolean takesPoll(Instant now) {
        return false;
    }

    /** Whether the flow polls when events begin and after a gap in them, because one may have been missed. */
    default boolean pollsAfterGap() {
        return true;
    }
}
