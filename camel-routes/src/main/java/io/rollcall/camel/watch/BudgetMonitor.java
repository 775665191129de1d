package io.rollcall.camel.watch;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.call.SettingNames;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once a month for each application, when four fifths of the month's metered calls are used. Counts the calls of all
 * processes that share the store. Thread-safe.
 */
public final class BudgetMonitor implements FlowListener {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetMonitor.class);

    private final Collection<Application> applications;
    private final StateStore store;
    private final InstantSource time;
    private final Map<String, YearMonth> warned = new ConcurrentHashMap<>();

    /** @param applications may grow; then it must be thread-safe */
    public BudgetMonitor(Collection<Application> applications, StateStore store, InstantSource time) {
        this.applications = applications;
        this.store = store;
        this.time = time;
    }

    @Override
    public void finished(FlowReport report) {
        if (report.meteredCalls() > 0) {
            try {
                standings().forEach(this::warn);
            } catch (StoreException lost) {
                // the run itself could use the store; the next run reports the failure
                LOG.debug("the month's calls cannot be read now");
            }
        }
    }

    /**
     * The use of the month's calls, one entry for each metered application.
     *
     * @throws StoreException if the store cannot be used
     */
    public List<Standing> standings() {
        Instant now = time.instant();
        return applications.stream()
                .filter(application -> application.monthlyCalls() > 0)
                .map(application -> standing(
                        application,
                        BillingMonth.of(now, application.provider().quotaZone()).month()))
                .toList();
    }

    private Standing standing(Application application, YearMonth month) {
        return new Standing(
                application.name(),
                application.keys(),
                month,
                store.budget().used(application.id(), month),
                application.monthlyCalls(),
                application.reserve(),
                store.budget()
                        .exhaustion(application.id(), month)
                        .map(Exhaustion::since)
                        .orElse(null));
    }

    private void warn(Standing standing) {
        if (standing.isLow() && !standing.month().equals(warned.put(standing.account(), standing.month()))) {
            LOG.warn(
                    "{} of the {} metered {} calls of {} are used; {}",
                    standing.used(),
                    standing.limit(),
                    standing.account(),
                    standing.month(),
                    consequence(standing));
        }
    }

    private static String consequence(Standing standing) {
        String remedy = "Let flows poll less often, or raise " + SettingNames.in("{{monthly-calls}}", standing.keys());
        if (standing.isUsedUp()) {
            return "Rollcall makes no metered call until the month ends";
        }
        return standing.isPollingOver()
                ? "the others are kept for changes (rollcall.budget.reserve), so flows do not poll until the month ends. "
                        + remedy
                : "when all are used, Rollcall makes no metered call until the month ends. " + remedy;
    }

    /**
     * The use of a month's calls.
     *
     * @param account the name of the account
     * @param keys the prefix of the keys of its settings
     * @param limit 1 or more
     * @param reserve the part of the limit for changes only
     * @param refusedSince when the vendor began to refuse the month's calls as used up; null if it does not
     */
    public record Standing(
            String account,
            String keys,
            YearMonth month,
            long used,
            long limit,
            long reserve,
            @Nullable Instant refusedSince) {

        /** Whether four fifths are used, or more. */
        public boolean isLow() {
            return used >= limit - limit / 5;
        }

        /** Whether only the reserve for changes is left, or less: flows no longer poll. */
        public boolean isPollingOver() {
            return used >= limit - reserve;
        }

        /** The state as a word: {@code ok}, {@code low}, {@code reserve-only}, {@code used-up} or {@code refused}. */
        public String word() {
            if (refusedSince != null) {
                return "refused";
            }
            if (isUsedUp()) {
                return "used-up";
            }
            if (reserve > 0 && isPollingOver()) {
                return "reserve-only";
            }
            return isLow() ? "low" : "ok";
        }

        /** Whether no further metered call is made. */
        public boolean isUsedUp() {
            return used >= limit;
        }
    }
}
