package io.rollcall.camel.internal.tell;

import io.rollcall.tell.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the rate limits of robots: channels with one address share them. Times are of the monotonic clock. Thread-safe.
 */
final class RobotRates {
    private final InstantSource monotonic;
    private final Map<String, Instant> free = new ConcurrentHashMap<>();

    RobotRates(InstantSource monotonic) {
        this.monotonic = monotonic;
    }

    /** How long a channel's robot must not be sent anything. */
    Duration left(Channel channel) {
        Instant time = free.get(channel.robot());
        Duration left = time == null ? Duration.ZERO : Duration.between(monotonic.instant(), time);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Notes that a channel's robot must not be sent anything for a time. */
    void hold(Channel channel, Duration time) {
        Instant end = monotonic.instant().plus(time);
        free.merge(channel.robot(), end, (one, other) -> one.isAfter(other) ? one : other);
    }
}
