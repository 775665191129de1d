package io.rollcall.call;

import io.rollcall.vendor.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Limits the calls to one API of one application to the vendor's rates. Thread-safe; the time is passed in and must not go
 * backwards.
 *
 * <p>A rate of N calls a period has N permits. A used permit comes back one period after the response arrived. The vendor
 * counted the call before it responded, so no window of that length at the vendor ever holds more than N calls, for any
 * network delay. The cost is one round trip in every period.
 *
 * <p>When the vendor refuses a call for its rate anyway, because another program uses the application too, the number of
 * permits is halved. It grows by one for every period without a refusal.
 */
public final class RateLimiter {
    private final List<Meter> meters = new ArrayList<>();
    private List<Rate> rates;
    private int underWay;
    private Instant notBefore = Instant.MIN;

    /** All rates apply at once; none means no limit. */
    public RateLimiter(List<Rate> rates) {
        this.rates = List.copyOf(rates);
        rates.forEach(rate -> meters.add(new Meter(rate)));
    }

    /**
     * Replaces the rates. If they differ there is no permit for one of the new periods; calls in progress keep their
     * permits, which are returned by the new rates. So the calls before and after the change together keep to each new rate.
     */
    public synchronized void change(List<Rate> next, Instant now) {
        if (next.equals(rates)) {
            return;
        }
        rates = List.copyOf(next);
        meters.clear();
        for (Rate rate : rates) {
            meters.add(new Meter(rate));
            Instant quiet = now.plus(rate.period());
            notBefore = quiet.isAfter(notBefore) ? quiet : notBefore;
        }
    }

    /** The result of {@link #acquire}. */
    public sealed interface Acquisition {}

    /** Allows one call. Must be returned exactly once, by {@link #release} or {@link #releaseUnused}. */
    public static final class Permit implements Acquisition {
        private Permit() {}
    }

    /**
     * There is no permit now.
     *
     * @param until when to try again; null where only the end of a call under way can free a permit
     */
    public record Later(@Nullable Instant until) implements Acquisition {}

    /** Acquires a permit, or says when to try again. */
    public synchronized Acquisition acquire(Instant now) {
        if (now.isBefore(notBefore)) {
            return new Later(notBefore);
        }
        Instant until = null;
        boolean full = false;
        for (Meter meter : meters) {
            if (meter.free(now) - underWay <= 0) {
                full = true;
                Instant next = meter.nextReturn();
                if (next == null) {
                    return new Later(null);
                }
                until = until == null || next.isAfter(until) ? next : until;
            }
        }
        if (full) {
            return new Later(until);
        }
        underWay++;
        return new Permit();
    }

    /**
     * Returns a permit, which is free again one period later.
     *
     * @param from when the response arrived; without a response, the time after which the vendor cannot receive the
     *     request
     */
    public synchronized void release(Permit permit, Instant from) {
        underWay--;
        for (Meter meter : meters) {
            meter.returns.add(from.plus(meter.rate.period()));
        }
    }

    /** Returns a permit for which nothing was sent. */
    public synchronized void releaseUnused(Permit permit) {
        underWay--;
    }

    /** The vendor refused a call for its rate: no permit before the given time, and fewer from then on. */
    public synchronized void refused(Instant now, Instant until) {
        notBefore = until.isAfter(notBefore) ? until : notBefore;
        meters.forEach(meter -> meter.slowDown(now));
    }

    /** One rate. */
    private static final class Meter {
        private final Rate rate;
        private final PriorityQueue<Instant> returns = new PriorityQueue<>();
        private int reducedBy;
        private Instant grownAt = Instant.MIN;

        Meter(Rate rate) {
            this.rate = rate;
        }

        /** The permits that are free or belong to calls in progress. */
        int free(Instant now) {
            while (!returns.isEmpty() && !returns.peek().isAfter(now)) {
                returns.poll();
            }
            recover(now);
            return rate.calls() - reducedBy - returns.size();
        }

        @Nullable Instant nextReturn() {
            return returns.peek();
        }

        void slowDown(Instant now) {
            // all refusals of one burst count once
            if (reducedBy == 0 || Duration.between(grownAt, now).compareTo(rate.period()) >= 0) {
                reducedBy = rate.calls() - Math.max(1, (rate.calls() - reducedBy) / 2);
                grownAt = now;
            }
        }

        private void recover(Instant now) {
            while (reducedBy > 0 && Duration.between(grownAt, now).compareTo(rate.period()) >= 0) {
                reducedBy--;
                grownAt = grownAt.plus(rate.period());
            }
        }
    }
}
