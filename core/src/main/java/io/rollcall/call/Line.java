package io.rollcall.call;

import io.rollcall.provider.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all calls of one application share: the pace of each API, the token, and bans. Thread-safe; the time is passed
 * in.
 */
public final class Line {
    /** How long every call to a vendor rests after it banned the address (vendors/dingtalk.md §3.3). */
    public static final Duration BAN = Duration.ofMinutes(5);

    private final Application application;
    private final Map<OperationName, Pacer> pacers = new ConcurrentHashMap<>();
    private final TokenCache tokens = new TokenCache();
    private volatile Instant bannedUntil = Instant.MIN;
    private volatile Instant quotaUsedUpUntil = Instant.MIN;

    public Line(Application application) {
        this.application = application;
    }

    public Application application() {
        return application;
    }

    /** The pace of one API. */
    public Pacer pacer(OperationName operation) {
        return pacers.computeIfAbsent(operation, name -> new Pacer(application.rates()));
    }

    public TokenCache tokens() {
        return tokens;
    }

    /** How long no call may be made because the vendor banned the address; empty where calls may be made. */
    Optional<Duration> banned(Instant now) {
        return remaining(now, bannedUntil);
    }

    void ban(Instant now) {
        bannedUntil = now.plus(BAN);
    }

    /** Whether the vendor said that the month's calls are used up, and the month has not ended. */
    boolean quotaUsedUp(Instant now) {
        return now.isBefore(quotaUsedUpUntil);
    }

    void quotaUsedUp(Instant now, Instant monthEnd) {
        if (now.isBefore(monthEnd)) {
            quotaUsedUpUntil = monthEnd;
        }
    }

    private static Optional<Duration> remaining(Instant now, Instant until) {
        return now.isBefore(until) ? Optional.of(Duration.between(now, until)) : Optional.empty();
    }
}
