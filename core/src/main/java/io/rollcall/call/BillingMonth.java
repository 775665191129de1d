package io.rollcall.call;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/** The calendar month by which metered calls are counted, in the vendor's time zone (vendors/dingtalk.md §3.3). */
public final class BillingMonth {
    // assumption: the facts say "calendar month"; the vendor's own time is the only one it can mean
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private BillingMonth() {}

    public static YearMonth of(Instant now) {
        return YearMonth.from(now.atZone(ZONE));
    }

    /** When the month of a time ends. */
    public static Instant endOf(Instant now) {
        return of(now).plusMonths(1).atDay(1).atStartOfDay(ZONE).toInstant();
    }
}
