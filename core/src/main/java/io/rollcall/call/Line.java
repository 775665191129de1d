package io.rollcall.call;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of one application share: the pace of each API, the token, and bans. Thread-safe; the time is passed
 * in.
 */
public final class Line {
    /** How long every call to a vendor rests after it banned the address (vendors/dingtalk.md §3.3). */
    public static final Duration BAN = Duration.ofMinutes(5);

    private final String application;
    private final String settings;
    private final List<Rate> rates;
    private final long monthlyCalls;
    private final Map<OperationName, Pacer> pacers = new ConcurrentHashMap<>();
    private final TokenCache tokens = new TokenCache();
    private volatile Instant bannedUntil = Instant.MIN;
    private volatile @Nullable YearMonth quotaUsedUpIn;

    /**
     * @param application tells applications apart in the budget
     * @param settings what stands before the keys of the application's settings, for messages
     * @param rates how many calls each API may see, all of which hold at once; empty for no limit
     * @param monthlyCalls the application's share of the month's metered calls; 0 for not metered
     */
    public Line(String application, String settings, List<Rate> rates, long monthlyCalls) {
        this.application = application;
        this.settings = settings;
        this.rates = List.copyOf(rates);
        this.monthlyCalls = monthlyCalls;
    }

    /** Which application's line it is. */
    public String application() {
        return application;
    }

    /** The application's share of the month's metered calls; 0 for not metered. */
    public long monthlyCalls() {
        return monthlyCalls;
    }

    /** A message in which the application's settings have the names by which it is configured. */
    String inItsWords(String message) {
        return SettingNames.in(message, settings);
    }

    /** The key of the setting that limits the month's metered calls. */
    String monthlyCallsKey() {
        return settings + "monthly-calls";
    }

    /** The pace of one API. */
    public Pacer pacer(OperationName operation) {
        return pacers.computeIfAbsent(operation, name -> new Pacer(rates));
    }

    public TokenCache tokens() {
        return tokens;
    }

    /** How long no call may be made because the vendor banned the address; empty where calls may be made. */
    Optional<Duration> banned(Instant monotonic) {
        return remaining(monotonic, bannedUntil);
    }

    void ban(Instant monotonic) {
        bannedUntil = monotonic.plus(BAN);
    }

    /** Whether the vendor said that the month's calls are used up, and the month has not ended. */
    boolean quotaUsedUp(Instant wall) {
        return BillingMonth.of(wall).equals(quotaUsedUpIn);
    }

    void quotaReported(Instant wall) {
        quotaUsedUpIn = BillingMonth.of(wall);
    }

    private static Optional<Duration> remaining(Instant now, Instant until) {
        return now.isBefore(until) ? Optional.of(Duration.between(now, until)) : Optional.empty();
    }
}
