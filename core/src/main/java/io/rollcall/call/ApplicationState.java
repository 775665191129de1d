package io.rollcall.call;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all calls of one application share: rate limiters, token, bans and refusals. Thread-safe; the time is passed in. */
public final class ApplicationState {
    private final String application;
    private final String settings;
    private final long monthlyCalls;
    private final long reserve;
    private final ZoneId quotaZone;
    private final Limiters limiters;
    private final TokenCache tokens;
    private volatile Instant bannedUntil = Instant.MIN;
    private @Nullable BillingMonth refusedMonth;
    private @Nullable Exhaustion refusal;
    private long refusals;

    /**
     * @param application tells applications apart in the budget
     * @param settings what stands before the keys of the application's settings, for messages
     * @param rates how many calls each API may see, all of which hold at once; empty for no limit
     * @param monthlyCalls the application's share of the month's metered calls; 0 for not metered
     * @param reserve how many of them polls may not use
     * @param quotaZone the time zone in which the vendor counts months
     */
    public ApplicationState(
            String application, String settings, List<Rate> rates, long monthlyCalls, long reserve, ZoneId quotaZone) {
        this(application, settings, monthlyCalls, reserve, quotaZone, new Limiters(rates), new TokenCache());
    }

    private ApplicationState(
            String application,
            String settings,
            long monthlyCalls,
            long reserve,
            ZoneId quotaZone,
            Limiters limiters,
            TokenCache tokens) {
        this.quotaZone = quotaZone;
        this.application = application;
        this.settings = settings;
        this.monthlyCalls = monthlyCalls;
        this.reserve = reserve;
        this.limiters = limiters;
        this.tokens = tokens;
    }

    /** The state of an application that had no call before. */
    public static ApplicationState of(Application application) {
        return new ApplicationState(
                application.id(),
                application.keys(),
                application.rates(),
                application.monthlyCalls(),
                application.reserve(),
                application.provider().quotaZone());
    }

    /**
     * The state after a change of the application's configuration. It shares the rate limiters with this one, so that the
     * calls before and after the change together keep to the rates.
     *
     * @param changed the application as it is configured from now on
     * @param sameCredentials whether a token that was fetched before is still of use
     * @param monotonic when the change takes place
     */
    public ApplicationState changed(Application changed, boolean sameCredentials, Instant monotonic) {
        ApplicationState next = new ApplicationState(
                changed.id(),
                changed.keys(),
                changed.monthlyCalls(),
                changed.reserve(),
                changed.provider().quotaZone(),
                limiters,
                sameCredentials ? tokens : new TokenCache());
        next.bannedUntil = bannedUntil;
        limiters.change(changed.rates(), monotonic);
        return next;
    }

    /** The rate limiters of an application, one for each API. */
    private static final class Limiters {
        private final Map<OperationName, RateLimiter> byApi = new HashMap<>();
        private List<Rate> rates;

        Limiters(List<Rate> rates) {
            this.rates = List.copyOf(rates);
        }

        synchronized RateLimiter of(OperationName operation) {
            return byApi.computeIfAbsent(operation, name -> new RateLimiter(rates));
        }

        synchronized void change(List<Rate> next, Instant monotonic) {
            rates = List.copyOf(next);
            byApi.values().forEach(limiter -> limiter.change(rates, monotonic));
        }
    }

    /** The application's id in the budget. */
    public String application() {
        return application;
    }

    /** The application's share of the month's metered calls; 0 for not metered. */
    public long monthlyCalls() {
        return monthlyCalls;
    }

    /** A message in which the application's settings have the names by which it is configured. */
    String withSettingNames(String message) {
        return SettingNames.in(message, settings);
    }

    /** The time zone in which the vendor counts months. */
    ZoneId quotaZone() {
        return quotaZone;
    }

    /** How many of the month's metered calls only changes may use. */
    long reserve() {
        return reserve;
    }

    /** The most metered calls that a month may have for a call of a purpose to be counted. */
    long limit(Purpose purpose) {
        return purpose == Purpose.POLL ? monthlyCalls - reserve : monthlyCalls;
    }

    /** The key of the setting that limits the month's metered calls. */
    String monthlyCallsKey() {
        return SettingNames.in("{{monthly-calls}}", settings);
    }

    /** The rate limiter of one API. */
    public RateLimiter limiter(OperationName operation) {
        return limiters.of(operation);
    }

    public TokenCache tokens() {
        return tokens;
    }

    /** How long no call may be made because the vendor banned the address; empty where calls may be made. */
    Optional<Duration> banned(Instant monotonic) {
        return monotonic.isBefore(bannedUntil)
                ? Optional.of(Duration.between(monotonic, bannedUntil))
                : Optional.empty();
    }

    void ban(Instant monotonic, Duration rest) {
        bannedUntil = monotonic.plus(rest);
    }

    /** How often the vendor refused calls as used up; to be compared later, see {@link #refusedSince}. */
    synchronized long refusals() {
        return refusals;
    }

    /** The vendor's refusal of a month's calls, if there was one since {@link #refusals} was read. */
    synchronized Optional<Exhaustion> refusedSince(long seen, BillingMonth month) {
        return refusals == seen ? Optional.empty() : refusalOf(month);
    }

    /** The vendor refused a call of the month because the organization's calls are used up. */
    synchronized void refused(BillingMonth month, Instant wall) {
        refusal = refusalOf(month)
                .map(before -> before.again(month, wall))
                .orElseGet(() -> Exhaustion.first(month, wall));
        refusedMonth = month;
        refusals++;
    }

    /** The vendor accepts calls of the month again. */
    synchronized void accepted() {
        refusal = null;
    }

    /** Decides about a call of an application whose calls and refusals are not in the store. */
    synchronized Grant grantUncounted(BillingMonth month, Instant wall) {
        Exhaustion known = refusalOf(month).orElse(null);
        if (known == null) {
            return Grant.GRANTED;
        }
        if (!known.mayTry(wall)) {
            return Grant.refused(known);
        }
        refusal = known.trying(wall);
        return Grant.toTry(known);
    }

    private Optional<Exhaustion> refusalOf(BillingMonth month) {
        return month.equals(refusedMonth) ? Optional.ofNullable(refusal) : Optional.empty();
    }
}
