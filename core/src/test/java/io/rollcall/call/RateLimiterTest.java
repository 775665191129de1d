package io.rollcall.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.vendor.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A vendor that counts calls in a sliding window, in simulated time. */
class RateLimiterTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final Rate TWENTY_A_SECOND = new Rate(20, Duration.ofSeconds(1));

    @Property(tries = 60)
    void vendorNeverSeesMoreThanTheRate_whateverTheNetworkDoes(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int calls,
            @ForAll @IntRange(max = 200) int jitter) {
        Rate rate = new Rate(calls, Duration.ofSeconds(1));
        Simulation simulation = new Simulation(List.of(rate), new Random(seed), jitter, 500);

        assertThat(mostInAnyWindow(simulation.run(400), rate)).isLessThanOrEqualTo(calls);
    }

    @Property(tries = 20)
    void vendorNeverSeesMoreThanEitherRate_whenTwoHoldAtOnce(@ForAll long seed) {
        Rate perSecond = new Rate(5, Duration.ofSeconds(1));
        Rate perMinute = new Rate(100, Duration.ofMinutes(1));
        List<Instant> seen = new Simulation(List.of(perSecond, perMinute), new Random(seed), 100, 500).run(350);

        assertThat(mostInAnyWindow(seen, perSecond)).isLessThanOrEqualTo(5);
        assertThat(mostInAnyWindow(seen, perMinute)).isLessThanOrEqualTo(100);
    }

    @Test
    void throughputIsAtLeast95PercentOfTheRate_asSoonAsItStarts_whenAnswersTakeTwentyMilliseconds() {
        List<Instant> seen = new Simulation(List.of(TWENTY_A_SECOND), new Random(1), 0, 20).run(2_000);

        Duration taken = Duration.between(START, seen.get(seen.size() - 1));
        assertThat(2_000 / (taken.toMillis() / 1000.0)).isGreaterThanOrEqualTo(0.95 * 20);
        assertThat(seen.stream().filter(at -> at.isBefore(START.plusSeconds(1))).count())
                .isGreaterThanOrEqualTo(19);
    }

    @Test
    void change_whenTheRatesDiffer_givesNoPermitForANewPeriodAndCountsCallsInProgress() {
        RateLimiter limiter = new RateLimiter(List.of(new Rate(2, Duration.ofSeconds(1))));
        RateLimiter.Permit inProgress = (RateLimiter.Permit) limiter.acquire(START);

        limiter.change(List.of(new Rate(1, Duration.ofSeconds(10))), START.plusMillis(500));

        Instant quiet = START.plusMillis(10_500);
        assertThat(limiter.acquire(START.plusSeconds(5))).isEqualTo(new RateLimiter.Later(quiet));
        assertThat(limiter.acquire(quiet)).as("one is in progress").isEqualTo(new RateLimiter.Later(null));
        limiter.release(inProgress, quiet);
        assertThat(limiter.acquire(quiet)).isEqualTo(new RateLimiter.Later(quiet.plusSeconds(10)));
        assertThat(limiter.acquire(quiet.plusSeconds(10))).isInstanceOf(RateLimiter.Permit.class);
    }

    @Test
    void change_whenTheRatesAreTheSame_changesNothing() {
        List<Rate> rates = List.of(new Rate(2, Duration.ofSeconds(1)));
        RateLimiter limiter = new RateLimiter(rates);
        RateLimiter.Permit used = (RateLimiter.Permit) limiter.acquire(START);
        limiter.release(used, START);

        limiter.change(List.copyOf(rates), START);

        assertThat(limiter.acquire(START)).isInstanceOf(RateLimiter.Permit.class);
        assertThat(limiter.acquire(START)).isEqualTo(new RateLimiter.Later(START.plusSeconds(1)));
    }

    @Test
    void acquire_whenAllPermitsAreInUse_cannotSayWhen() {
        RateLimiter limiter = new RateLimiter(List.of(new Rate(1, Duration.ofSeconds(1))));

        assertThat(limiter.acquire(START)).isInstanceOf(RateLimiter.Permit.class);
        assertThat(limiter.acquire(START)).isEqualTo(new RateLimiter.Later(null));
    }

    @Test
    void permit_whenNothingWasSent_comesBackAtOnce() {
        RateLimiter limiter = new RateLimiter(List.of(new Rate(1, Duration.ofSeconds(1))));
        limiter.releaseUnused((RateLimiter.Permit) limiter.acquire(START));

        assertThat(limiter.acquire(START)).isInstanceOf(RateLimiter.Permit.class);
    }

    @Test
    void permit_whenNoResponseCame_comesBackOnePeriodAfterTheVendorCannotReceiveTheRequest() {
        RateLimiter limiter = new RateLimiter(List.of(new Rate(1, Duration.ofSeconds(1))));
        limiter.release((RateLimiter.Permit) limiter.acquire(START), START.plusSeconds(10));

        assertThat(limiter.acquire(START.plusSeconds(5))).isEqualTo(new RateLimiter.Later(START.plusSeconds(11)));
        assertThat(limiter.acquire(START.plusSeconds(11))).isInstanceOf(RateLimiter.Permit.class);
    }

    @Test
    void pace_goesDownAndRecovers_whenTheVendorRefuses() {
        RateLimiter limiter = new RateLimiter(List.of(new Rate(8, Duration.ofSeconds(1))));
        limiter.refused(START, START.plusSeconds(1));

        assertThat(limiter.acquire(START.plusMillis(999))).isEqualTo(new RateLimiter.Later(START.plusSeconds(1)));
        assertThat(permitsAt(limiter, START.plusSeconds(1))).isEqualTo(5);
        assertThat(permitsAt(limiter, START.plusSeconds(60))).isEqualTo(8);
    }

    @Test
    void reserve_withoutRates_isNeverRefused() {
        assertThat(permitsAt(new RateLimiter(List.of()), START)).isEqualTo(1_000);
    }

    private static int permitsAt(RateLimiter limiter, Instant now) {
        List<RateLimiter.Permit> permits = new ArrayList<>();
        while (permits.size() < 1_000 && limiter.acquire(now) instanceof RateLimiter.Permit permit) {
            permits.add(permit);
        }
        permits.forEach(limiter::releaseUnused);
        return permits.size();
    }

    private static long mostInAnyWindow(List<Instant> seen, Rate rate) {
        long most = 0;
        int from = 0;
        for (int to = 0; to < seen.size(); to++) {
            while (!seen.get(from).plus(rate.period()).isAfter(seen.get(to))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    /** Always hungry callers; the vendor counts a call some time after it is sent and answers some time later. */
    private static final class Simulation {
        private final RateLimiter limiter;
        private final Random random;
        private final int jitterMillis;
        private final int answerMillis;

        Simulation(List<Rate> rates, Random random, int jitterMillis, int answerMillis) {
            this.limiter = new RateLimiter(rates);
            this.random = random;
            this.jitterMillis = jitterMillis;
            this.answerMillis = answerMillis;
        }

        /** When the vendor counted each call. */
        List<Instant> run(int calls) {
            List<Instant> counted = new ArrayList<>();
            record UnderWay(Instant answered, RateLimiter.Permit permit) {}
            PriorityQueue<UnderWay> underWay = new PriorityQueue<>(Comparator.comparing(UnderWay::answered));
            Instant now = START;
            while (counted.size() < calls) {
                RateLimiter.Acquisition acquisition = limiter.acquire(now);
                if (acquisition instanceof RateLimiter.Permit permit) {
                    Instant counts = now.plusMillis(random.nextInt(jitterMillis + 1));
                    counted.add(counts);
                    underWay.add(
                            new UnderWay(counts.plusMillis(random.nextInt(jitterMillis + 1) + answerMillis), permit));
                    continue;
                }
                Instant until = ((RateLimiter.Later) acquisition).until();
                UnderWay next = underWay.peek();
                if (next != null && (until == null || next.answered().isBefore(until))) {
                    now = next.answered().isAfter(now) ? next.answered() : now;
                    limiter.release(underWay.remove().permit(), now);
                } else {
                    now = until;
                }
            }
            counted.sort(Comparator.naturalOrder());
            return counted;
        }
    }
}
