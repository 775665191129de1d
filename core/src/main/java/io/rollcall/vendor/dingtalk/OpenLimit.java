package io.rollcall.vendor.dingtalk;

import io.rollcall.budget.BillingMonth;
import io.rollcall.call.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most connections that may be opened, since each open is assumed to be a metered call and programs that reconnect each second
 * are seen in the field (docs/vendors/dingtalk-stream.md §0.6). Not thread-safe.
 */
final class OpenLimit {
    static final int PER_HOUR = 12;
    static final int PER_MONTH = 300;
    private static final Duration HOUR = Duration.ofHours(1);

    private final ZoneId zone;
    /** The last ones, by the monotonic clock, so that a corrected wall clock opens no gap. */
    private final Deque<Instant> lastHour = new ArrayDeque<>();

    private final Map<YearMonth, Integer> months = new HashMap<>();

    OpenLimit(ZoneId zone) {
        this.zone = zone;
    }

    /** Begins with the opens of earlier processes, by the wall clock, in order. */
    void start(List<Instant> opens, Moment now) {
        lastHour.clear();
        months.clear();
        for (Instant open : opens) {
            Duration age = Duration.between(open, now.wall());
            // the wall clock may have been set back since
            count(now.monotonic().minus(age.isNegative() ? Duration.ZERO : age), open);
        }
    }

    void opened(Moment now) {
        count(now.monotonic(), now.wall());
    }

    private void count(Instant monotonic, Instant wall) {
        lastHour.addLast(monotonic);
        if (lastHour.size() > PER_HOUR) {
            lastHour.removeFirst();
        }
        months.merge(month(wall).month(), 1, Integer::sum);
    }

    /** The last open does not count: it was certainly never sent. */
    void notCounted(Moment now) {
        lastHour.pollLast();
        months.computeIfPresent(month(now.wall()).month(), (month, opens) -> opens - 1);
    }

    /** How long until the next open is allowed; null if it is now. */
    @Nullable Duration untilAllowed(Moment now) {
        Instant oldest = lastHour.size() < PER_HOUR ? null : lastHour.getFirst();
        Duration hour = oldest == null ? Duration.ZERO : HOUR.minus(Duration.between(oldest, now.monotonic()));
        Duration month = isMonthUsedUp(now)
                ? Duration.between(now.wall(), month(now.wall()).end())
                : Duration.ZERO;
        Duration wait = hour.compareTo(month) > 0 ? hour : month;
        return wait.isNegative() || wait.isZero() ? null : wait;
    }

    boolean isMonthUsedUp(Moment now) {
        return months.getOrDefault(month(now.wall()).month(), 0) >= PER_MONTH;
    }

    private BillingMonth month(Instant wall) {
        return BillingMonth.of(wall, zone);
    }
}
