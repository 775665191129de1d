package io.rollcall.sandbox.internal.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the calls within the last period, and keeps the highest count. Not thread-safe. */
final class SlidingWindow {
    private final long period;
    private final Deque<Long> times = new ArrayDeque<>();
    private int peak;

    SlidingWindow(long periodNanos) {
        this.period = periodNanos;
    }

    /** The number of calls in the period that ends now. A call counts until exactly one period has passed. */
    int count(long now) {
        while (!times.isEmpty() && now - times.getFirst() >= period) {
            times.removeFirst();
        }
        return times.size();
    }

    void add(long now) {
        times.addLast(now);
        peak = Math.max(peak, count(now));
    }

    int peak() {
        return peak;
    }
}
