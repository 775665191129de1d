package io.rollcall.sandbox.internal.wire;

/** The moments of the calls within one period up to now, and the most there ever were. Guarded by its owner. */
final class Window {
    private final long period;
    private long[] moments = new long[64];
    private int first;
    private int size;
    private int peak;

    Window(long periodNanos) {
        this.period = periodNanos;
    }

    /** How many calls the period that ends now holds. A call is in it until exactly one period has passed. */
    int at(long now) {
        while (size > 0 && now - moments[first] >= period) {
            first = (first + 1) % moments.length;
            size--;
        }
        return size;
    }

    void add(long now) {
        at(now);
        if (size == moments.length) {
            long[] larger = new long[size * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = moments[(first + i) % size];
            }
            moments = larger;
            first = 0;
        }
        moments[(first + size) % moments.length] = now;
        size++;
        peak = Math.max(peak, size);
    }

    int peak() {
        return peak;
    }
}
