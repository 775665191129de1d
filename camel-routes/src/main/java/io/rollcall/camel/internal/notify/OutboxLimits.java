package io.rollcall.camel.internal.notify;

import java.time.Duration;

/**
 * The limits of sending events. Immutable.
 *
 * @param room the maximum number of waiting events of a flow
 * @param longest the timeout of one event
 * @param patience how long waiting events are still sent when the context stops
 */
record OutboxLimits(int room, Duration longest, Duration patience) {
    static final OutboxLimits DEFAULT = new OutboxLimits(1_000, Duration.ofSeconds(10), Duration.ofSeconds(1));
}
