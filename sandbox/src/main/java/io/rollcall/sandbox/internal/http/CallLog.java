package io.rollcall.sandbox.internal.http;

import io.rollcall.sandbox.journal.RecordedRequest;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.sandbox.script.VendorApi.Family;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts the calls of each operation and limits their rate. A sandbox has one application per vendor, so an operation's window
 * is that of (application, API). Thread-safe.
 */
public final class CallLog {
    private static final int RECENT = 1000;

    private static final class Counters {
        final SlidingWindow arrived;
        final SlidingWindow admitted;
        long calls;
        long refused;

        Counters(VendorApi api) {
            arrived = new SlidingWindow(periodNanos(api));
            admitted = new SlidingWindow(periodNanos(api));
        }
    }

    private final SandboxClock clock;
    private final Map<VendorApi, Counters> counters = new EnumMap<>(VendorApi.class);
    private final Deque<RecordedRequest> recent = new ArrayDeque<>();

    public CallLog(SandboxClock clock) {
        this.clock = clock;
    }

    /** The period of an operation's rate limit: a second at DingTalk, a minute at Huawei. */
    public static long periodNanos(VendorApi api) {
        return api.family() == Family.HUAWEI ? TimeUnit.MINUTES.toNanos(1) : TimeUnit.SECONDS.toNanos(1);
    }

    private Counters of(VendorApi api) {
        return counters.computeIfAbsent(api, Counters::new);
    }

    /** Counts a call, whether or not it is refused later. */
    public synchronized void countArrival(VendorApi api) {
        of(api).calls++;
        of(api).arrived.add(clock.nanos());
    }

    /**
     * Whether one more call is within the limit. Refused calls do not count towards the window (assumption: not documented).
     *
     * @param limit calls per period; 0 for no limit
     */
    public synchronized boolean tryAcquire(VendorApi api, int limit) {
        if (limit == 0) {
            return true;
        }
        long now = clock.nanos();
        if (of(api).admitted.count(now) >= limit) {
            of(api).refused++;
            return false;
        }
        of(api).admitted.add(now);
        return true;
    }

    /** How many more calls the current window admits. */
    public synchronized int remaining(VendorApi api, int limit) {
        return Math.max(0, limit - of(api).admitted.count(clock.nanos()));
    }

    /** How many calls have arrived. */
    public synchronized long calls(VendorApi api) {
        return of(api).calls;
    }

    /** How many calls exceeded the rate limit. */
    public synchronized long refused(VendorApi api) {
        return of(api).refused;
    }

    /** The most calls that arrived within one period. */
    public synchronized int peak(VendorApi api) {
        return of(api).arrived.peak();
    }

    synchronized void record(RecordedRequest request) {
        if (recent.size() == RECENT) {
            recent.removeFirst();
        }
        recent.addLast(request);
    }

    /** Clears the counts, the windows and the recorded requests. */
    public synchronized void reset() {
        counters.clear();
        recent.clear();
    }

    /** The last thousand requests, oldest first. */
    public synchronized List<RecordedRequest> recent() {
        return List.copyOf(recent);
    }
}
