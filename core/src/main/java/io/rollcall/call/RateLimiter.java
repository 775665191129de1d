package io.rollcall.call;

import io.rollcall.vendor.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls to one API of one application under the vendor's rates, and close to them. Thread-safe; the time is
 * passed in and must not go backwards.
 *
 * <p>There are N places for a rate of N calls a period. A place that was used comes back one period after the call's
 * answer arrived. The vendor counted the call before it answered, so no stretch of that length at the vendor ever sees
 * more than N calls, whatever the network does; the cost is one round trip in every period.
 *
 * <p>When the vendor refuses all the same, because somebody else uses the application too, the number of places is
 * halved and grows back by one for every period without a refusal.
 */
public final class RateLimiter {
    private final List<Meter> meters = new ArrayList<>();
    private Instant notBefore = Instant.MIN;

    /** All rates hold at once; none means no limit. */
    public RateLimiter(List<Rate> rates) {
        rates.forEach(rate -> meters.add(new Meter(rate)));
    }

    /** The answer to a request for a place. */
    public sealed interface Reservation {}

    /** A place; it must be given back by exactly one of {@link #answered}, {@link #lost} and {@link #unused}. */
    public static final class Place implements Reservation {
        private Place() {}
    }

    /**
     * No place now.
     *
     * @param until when to ask again; null where only an answer to a call under way can free a place
     */
    public record Later(@Nullable Instant until) implements Reservation {}

    /** Takes a place, or says when to ask again. */
    public synchronized Reservation reserve(Instant now) {
        if (now.isBefore(notBefore)) {
            return new Later(notBefore);
        }
        Instant until = null;
        boolean full = false;
        for (Meter meter : meters) {
            if (meter.free(now) <= 0) {
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
        meters.forEach(meter -> meter.underWay++);
        return new Place();
    }

    /** The call was answered. */
    public synchronized void answered(Place place, Instant now) {
        giveBack(now);
    }

    /**
     * The call was sent and will not be answered any more: the vendor may still be counting it.
     *
     * @param goneBy when the vendor has surely met the call or never will
     */
    public synchronized void lost(Place place, Instant goneBy) {
        giveBack(goneBy);
    }

    /** Nothing was sent. */
    public synchronized void unused(Place place) {
        meters.forEach(meter -> meter.underWay--);
    }

    /** The vendor refused a call for its rate: nobody asks before the given time, and fewer ask from then on. */
    public synchronized void refused(Instant now, Instant until) {
        notBefore = until.isAfter(notBefore) ? until : notBefore;
        meters.forEach(meter -> meter.slowDown(now));
    }

    private void giveBack(Instant from) {
        for (Meter meter : meters) {
            meter.underWay--;
            meter.returns.add(from.plus(meter.rate.period()));
        }
    }

    /** One rate. */
    private static final class Meter {
        private final Rate rate;
        private final PriorityQueue<Instant> returns = new PriorityQueue<>();
        private int underWay;
        private int reducedBy;
        private Instant grownAt = Instant.MIN;

        Meter(Rate rate) {
            this.rate = rate;
        }

        int free(Instant now) {
            while (!returns.isEmpty() && !returns.peek().isAfter(now)) {
                returns.poll();
            }
            recover(now);
            return rate.calls() - reducedBy - underWay - returns.size();
        }

        @Nullable Instant nextReturn() {
            return returns.peek();
        }

        void slowDown(Instant now) {
            // refusals of one burst are one piece of news
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
