package io.rollcall.sandbox.internal.stream;

import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.SandboxClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tickets with which connections are opened: each once, and for a limited time. Thread-safe. */
final class Tickets {
    private final SandboxClock clock;
    private final long lifeNanos;
    private final Map<String, Long> expiry = new HashMap<>();

    Tickets(SandboxClock clock, Duration life) {
        this.clock = clock;
        this.lifeNanos = life.toNanos();
    }

    /** A new ticket, with characters that a query must escape (assumption: the characters of tickets are not documented). */
    synchronized String issue() {
        long now = clock.nanos();
        expiry.values().removeIf(end -> end - now <= 0);
        String ticket = RandomIds.hex() + "+/" + RandomIds.hex().substring(0, 6) + "==";
        expiry.put(ticket, now + lifeNanos);
        return ticket;
    }

    /** Uses a ticket up. */
    synchronized boolean redeem(@Nullable String ticket) {
        Long end = expiry.remove(ticket);
        return end != null && end - clock.nanos() > 0;
    }
}
