package io.rollcall.budget;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The calendar month by which metered calls are counted, in the vendor's time zone (docs/vendors/dingtalk.md §3.3). */
public final class BillingMonth {
    // assumption: the facts say "calendar month"; the vendor's own time is the only one it can mean
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private BillingMonth() {}

    public static YearMonth of(Instant now) {
        return YearMonth.from(now.atZone(ZONE));
    }

    /** When a month begins. */
    public static Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZONE).toInstant();
    }

    /** When a month ends. */
    public static Instant endOf(YearMonth month) {
        return startOf(month.plusMonths(1));
    }

    /** A time for people, in the zone of the months, for example {@code 2026-11-10 09:30 (Asia/Shanghai)}. */
    public static String words(Instant time) {
        return MINUTE.format(time.atZone(ZONE)) + " (" + ZONE.getId() + ")";
    }
}
