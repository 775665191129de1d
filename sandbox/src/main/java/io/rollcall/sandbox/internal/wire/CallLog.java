package io.rollcall.sandbox.internal.wire;

import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.sandbox.script.VendorApi.Family;
import io.rollcall.sandbox.seen.SeenRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts the calls of each operation, and refuses those beyond its rate. One sandbox has one application per vendor, so an
 * operation's window is that of (application, API). Thread-safe.
 */
public final class CallLog {
    private static final int RECENT = 1000;

    private static final class Tally {
        private final long period;
        Window arrived;
        Window admitted;
        long calls;
        long refused;

        Tally(long period) {
            this.period = period;
            arrived = new Window(period);
            admitted = new Window(period);
        }

        void reset() {
            arrived = new Window(period);
            admitted = new Window(period);
            calls = 0;
            refused = 0;
        }
    }

    private final Ticks ticks;
    private final Map<VendorApi, Tally> tallies = new EnumMap<>(VendorApi.class);
    private final Deque<SeenRequest> recent = new ArrayDeque<>();

    public CallLog(Ticks ticks) {
        this.ticks = ticks;
        for (VendorApi api : VendorApi.values()) {
            tallies.put(api, new Tally(periodNanos(api)));
        }
    }

    /** The period of an operation's rate: a second at DingTalk, a minute at Huawei. */
    public static long periodNanos(VendorApi api) {
        return api.family() == Family.HUAWEI ? TimeUnit.MINUTES.toNanos(1) : TimeUnit.SECONDS.toNanos(1);
    }

    private Tally tally(VendorApi api) {
        Tally tally = tallies.get(api);
        if (tally == null) {
            throw new IllegalStateException(api.reportName());
        }
        return tally;
    }

    /** A call has arrived, whatever becomes of it. */
    public void arrive(VendorApi api) {
        Tally tally = tally(api);
        synchronized (tally) {
            tally.calls++;
            tally.arrived.add(ticks.nanos());
        }
    }

    /**
     * Whether one more call keeps within the limit. Refused calls take no place in the window (assumption: the vendors do
     * not say).
     *
     * @param limit calls a period; 0: no limit
     */
    public boolean admit(VendorApi api, int limit) {
        if (limit == 0) {
            return true;
        }
        Tally tally = tally(api);
        synchronized (tally) {
            long now = ticks.nanos();
            if (tally.admitted.at(now) >= limit) {
                tally.refused++;
                return false;
            }
            tally.admitted.add(now);
            return true;
        }
    }

    /** How many calls the current window still has room for. */
    public int remaining(VendorApi api, int limit) {
        Tally tally = tally(api);
        synchronized (tally) {
            return Math.max(0, limit - tally.admitted.at(ticks.nanos()));
        }
    }

    /** How many calls have arrived. */
    public long calls(VendorApi api) {
        Tally tally = tally(api);
        synchronized (tally) {
            return tally.calls;
        }
    }

    /** How many calls were refused for their rate. */
    public long refused(VendorApi api) {
        Tally tally = tally(api);
        synchronized (tally) {
            return tally.refused;
        }
    }

    /** The most calls that ever arrived within one period. */
    public int peak(VendorApi api) {
        Tally tally = tally(api);
        synchronized (tally) {
            return tally.arrived.peak();
        }
    }

    void seen(SeenRequest request) {
        synchronized (recent) {
            if (recent.size() == RECENT) {
                recent.removeFirst();
            }
            recent.addLast(request);
        }
    }

    /** Forgets every call, so that the rates begin anew as well. */
    public void reset() {
        for (Tally tally : tallies.values()) {
            synchronized (tally) {
                tally.reset();
            }
        }
        synchronized (recent) {
            recent.clear();
        }
    }

    /** The last thousand requests, oldest first. */
    public List<SeenRequest> recent() {
        synchronized (recent) {
            return new ArrayList<>(recent);
        }
    }
}
