package io.rollcall.camel.internal.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts dropped events, and logs them once a minute at most. Thread-safe. */
final class DroppedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedEvents.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final InstantSource time;
    private final Map<String, Long> dropped = new TreeMap<>();
    private Instant silentUntil = Instant.MIN;
    private boolean stopping;

    /** @param time a monotonic clock */
    DroppedEvents(InstantSource time) {
        this.time = time;
    }

    /** Counts a dropped event. */
    synchronized void add(String flow) {
        dropped.merge(flow, 1L, Long::sum);
        logIfDue();
    }

    /** Logs what is not logged yet, if a minute has passed. */
    synchronized void logIfDue() {
        Instant now = time.instant();
        if (!dropped.isEmpty() && !now.isBefore(silentUntil)) {
            silentUntil = now.plus(INTERVAL);
            log();
        }
    }

    /** Counts events that are dropped because the context stops. */
    synchronized void addAtStop(String flow, long events) {
        stopping = true;
        if (events > 0) {
            dropped.merge(flow, events, Long::sum);
        }
    }

    /** Logs what is not logged yet, because the context stops. */
    synchronized void logAtStop() {
        stopping = true;
        if (!dropped.isEmpty()) {
            log();
        }
    }

    private void log() {
        String flows = dropped.entrySet().stream()
                .map(flow -> flow.getValue() + " of flow " + flow.getKey())
                .collect(Collectors.joining(", "));
        dropped.clear();
        LOG.warn(
                "events were not sent: {}; {}",
                flows,
                stopping
                        ? "Rollcall is stopping, and their endpoints took too long"
                        : "their endpoints are too slow; the audit and the reports are complete");
    }
}
