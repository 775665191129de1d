package io.rollcall.camel.internal.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts events that found no room, and says so once a minute at most. Thread-safe. */
final class DroppedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedEvents.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final InstantSource time;
    private final Map<String, Long> lost = new TreeMap<>();
    private Instant silentUntil = Instant.MIN;
    private boolean stopping;

    /** @param time a monotonic clock */
    DroppedEvents(InstantSource time) {
        this.time = time;
    }

    /** An event of a flow was dropped. */
    synchronized void add(String flow) {
        lost.merge(flow, 1L, Long::sum);
        tellAtTimes();
    }

    /** Says what is not said yet, if it is time. */
    synchronized void tellAtTimes() {
        Instant now = time.instant();
        if (!lost.isEmpty() && !now.isBefore(silentUntil)) {
            silentUntil = now.plus(PAUSE);
            tell();
        }
    }

    /** The context is stopped: of a flow so many events are dropped. */
    synchronized void addAtTheEnd(String flow, long events) {
        stopping = true;
        if (events > 0) {
            lost.merge(flow, events, Long::sum);
        }
    }

    /** Says what is not said yet: from now on events are dropped because the context is stopped. */
    synchronized void tellAtTheEnd() {
        stopping = true;
        if (!lost.isEmpty()) {
            tell();
        }
    }

    private void tell() {
        String flows = lost.entrySet().stream()
                .map(flow -> flow.getValue() + " of flow " + flow.getKey())
                .collect(Collectors.joining(", "));
        lost.clear();
        LOG.warn(
                "events were not sent: {}; {}",
                flows,
                stopping
                        ? "Rollcall is being stopped, and their endpoints took too long"
                        : "they come faster than their endpoints take them; the audit and the reports have everything");
    }
}
