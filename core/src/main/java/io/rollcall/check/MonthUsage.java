package io.rollcall.check;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.report.CheckLine;
import io.rollcall.report.CheckLine.Result;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Application;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The metered calls of an application in the current month, as the store counts them. Immutable.
 *
 * @param used metered calls of the month
 * @param refusal since when the vendor refuses calls because the organization's quota is used up; null if it does not
 */
record MonthUsage(Application application, YearMonth month, long used, @Nullable Exhaustion refusal) {

    static MonthUsage read(StateStore store, Application application, Instant now) {
        YearMonth month = BillingMonth.of(now, zone(application)).month();
        return new MonthUsage(
                application,
                month,
                store.budget().used(application.id(), month),
                store.budget().exhaustion(application.id(), month).orElse(null));
    }

    /** The line of the check; a warning from 80 percent of the monthly calls. */
    CheckLine line() {
        long limit = application.monthlyCalls();
        boolean low = used >= limit - limit / 5 || refusal != null;
        String message = String.format(
                Locale.ROOT,
                "%,d of %,d metered calls used in %s, %,d kept for changes%s",
                used,
                limit,
                month,
                application.reserve(),
                consequence());
        return CheckLine.of("budget", low ? Result.WARNING : Result.OK, application.name(), List.of(), message)
                .with(new CheckLine.Amount(used, limit));
    }

    private String consequence() {
        ZoneId zone = zone(application);
        if (refusal != null) {
            return "; the vendor refuses calls since " + BillingMonth.words(refusal.since(), zone)
                    + " because the organization's quota is used up: buy more calls, or wait for the next month";
        }
        if (used >= application.monthlyCalls()) {
            return "; no metered calls until the month ends (" + zone + ")";
        }
        return used >= application.pollLimit() ? "; flows do not poll until the month ends (" + zone + ")" : "";
    }

    private static ZoneId zone(Application application) {
        return application.provider().quotaZone();
    }
}
