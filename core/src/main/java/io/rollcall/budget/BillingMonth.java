package io.rollcall.budget;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A calendar month by which a vendor counts metered calls, in the vendor's time zone. Immutable. */
public record BillingMonth(YearMonth month, ZoneId zone) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** The month of a time. */
    public static BillingMonth of(Instant time, ZoneId zone) {
        return new BillingMonth(YearMonth.from(time.atZone(zone)), zone);
    }

    /** When the month begins. */
    public Instant start() {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    /** When the month ends. */
    public Instant end() {
        return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    }

    /** A time as text, in a vendor's time zone, for example {@code 2026-11-10 09:30 (Asia/Shanghai)}. */
    public static String words(Instant time, ZoneId zone) {
        return MINUTE.format(time.atZone(zone)) + " (" + zone.getId() + ")";
    }
}
