package io.rollcall.polling;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The metered calls of an application in its current billing month. Immutable.
 *
 * @param limit the most calls; 0 for not metered
 * @param reserve how many of them only changes may use
 * @param used by all processes that share the store
 * @param zone in which the vendor counts months
 * @param notBefore before which the vendor refuses calls, so that none is sent; null for no refusal
 */
public record MonthCalls(long limit, long reserve, long used, ZoneId zone, @Nullable Instant notBefore) {

    /** The calls that polls may still make. */
    long left() {
        return limit == 0 ? Long.MAX_VALUE : Math.max(0, limit - reserve - used);
    }

    /** The next month's calls. */
    MonthCalls next() {
        return new MonthCalls(limit, reserve, 0, zone, null);
    }
}
