package io.rollcall.camel.internal.notify;

import java.time.Duration;

/**
 * What sending events may cost.
 *
 * @param room how many events of a flow wait at most
 * @param longest how long one event may take to be sent
 * @param patience how long what still waits is sent when the context is stopped
 */
record OutboxLimits(int room, Duration longest, Duration patience) {
    static final OutboxLimits USUAL = new OutboxLimits(1_000, Duration.ofSeconds(10), Duration.ofSeconds(1));
}
