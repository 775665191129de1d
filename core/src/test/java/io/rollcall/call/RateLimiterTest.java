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
    void reserve_whenAllPlacesAreUnderWay_cannotSayWhen() {
        RateLimiter pacer = new RateLimiter(List.of(new Rate(1, Duration.ofSeconds(1))));

        assertThat(pacer.reserve(START)).isInstanceOf(RateLimiter.Place.class);
        assertThat(pacer.reserve(START)).isEqualTo(new RateLimiter.Later(null));
    }

    @Test
    void place_comesBackAtOnce_whenNothingWasSent() {
        RateLimiter pacer = new RateLimiter(List.of(new Rate(1, Duration.ofSeconds(1))));
        pacer.unused((RateLimiter.Place) pacer.reserve(START));

        assertThat(pacer.reserve(START)).isInstanceOf(RateLimiter.Place.class);
    }

    @Test
    void place_comesBackOnePeriodAfterTheVendorCannotMeetTheCallAnyMore_whenNoAnswerCame() {
        RateLimiter pacer = new RateLimiter(List.of(new Rate(1, Duration.ofSeconds(1))));
        pacer.lost((RateLimiter.Place) pacer.reserve(START), START.plusSeconds(10));

        assertThat(pacer.reserve(START.plusSeconds(5))).isEqualTo(new RateLimiter.Later(START.plusSeconds(11)));
        assertThat(pacer.reserve(START.plusSeconds(11))).isInstanceOf(RateLimiter.Place.class);
    }

    @Test
    void pace_goesDownAndRecovers_whenTheVendorRefuses() {
        RateLimiter pacer = new RateLimiter(List.of(new Rate(8, Duration.ofSeconds(1))));
        pacer.refused(START, START.plusSeconds(1));

        assertThat(pacer.reserve(START.plusMillis(999))).isEqualTo(new RateLimiter.Later(START.plusSeconds(1)));
        assertThat(placesAt(pacer, START.plusSeconds(1))).isEqualTo(5);
        assertThat(placesAt(pacer, START.plusSeconds(60))).isEqualTo(8);
    }

    @Test
    void reserve_withoutRates_isNeverRefused() {
        assertThat(placesAt(new RateLimiter(List.of()), START)).isEqualTo(1_000);
    }

    private static int placesAt(RateLimiter pacer, Instant now) {
        List<RateLimiter.Place> places = new ArrayList<>();
        while (places.size() < 1_000 && pacer.reserve(now) instanceof RateLimiter.Place place) {
            places.add(place);
        }
        places.forEach(pacer::unused);
        return places.size();
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
        private final RateLimiter pacer;
        private final Random random;
        private final int jitterMillis;
        private final int answerMillis;

        Simulation(List<Rate> rates, Random random, int jitterMillis, int answerMillis) {
            this.pacer = new RateLimiter(rates);
            this.random = random;
            this.jitterMillis = jitterMillis;
            this.answerMillis = answerMillis;
        }

        /** When the vendor counted each call. */
        List<Instant> run(int calls) {
            List<Instant> counted = new ArrayList<>();
            record UnderWay(Instant answered, RateLimiter.Place place) {}
            PriorityQueue<UnderWay> underWay = new PriorityQueue<>(Comparator.comparing(UnderWay::answered));
            Instant now = START;
            while (counted.size() < calls) {
                RateLimiter.Reservation reservation = pacer.reserve(now);
                if (reservation instanceof RateLimiter.Place place) {
                    Instant counts = now.plusMillis(random.nextInt(jitterMillis + 1));
                    counted.add(counts);
                    underWay.add(
                            new UnderWay(counts.plusMillis(random.nextInt(jitterMillis + 1) + answerMillis), place));
                    continue;
                }
                Instant until = ((RateLimiter.Later) reservation).until();
                UnderWay next = underWay.peek();
                if (next != null && (until == null || next.answered().isBefore(until))) {
                    now = next.answered().isAfter(now) ? next.answered() : now;
                    pacer.answered(underWay.remove().place(), now);
                } else {
                    now = until;
                }
            }
            counted.sort(Comparator.naturalOrder());
            return counted;
        }
    }
}
