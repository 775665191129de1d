package io.rollcall.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Time is driven by hand. */
class ReconciliationTest {
    private final Reconciliation machine = new Reconciliation();
    private Instant now = Instant.EPOCH;

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void gap() {
        machine.lost();
        machine.live(now);
    }

    private void polls() {
        assertThat(machine.untilNext(now)).isZero();
        assertThat(machine.take(now)).isTrue();
        assertThat(machine.take(now)).isFalse();
        assertThat(machine.untilNext(now)).isNull();
    }

    @Test
    void live_whenEventsBegin_polls() {
        assertThat(machine.untilNext(now)).isNull();
        machine.live(now);

        polls();
    }

    @Test
    void live_whenAGapEndsSoonAfterTheStart_pollsAtOnce() {
        machine.live(now);
        polls();
        pass(Duration.ofSeconds(30));
        gap();

        polls();
    }

    @Test
    void live_whenItIsLiveAlready_pollsNotAgain() {
        machine.live(now);
        polls();
        machine.live(now);

        assertThat(machine.untilNext(now)).isNull();
    }

    @Test
    void live_whenFurtherGapsEndWithinTenMinutes_sharesOnePollAtTheEndOfThem() {
        machine.live(now);
        polls();
        gap();
        polls();
        pass(Duration.ofMinutes(1));
        gap();
        assertThat(machine.untilNext(now)).isEqualTo(Duration.ofMinutes(9));
        pass(Duration.ofMinutes(5));
        gap();
        assertThat(machine.untilNext(now)).isEqualTo(Duration.ofMinutes(4));
        assertThat(machine.take(now)).isFalse();
        pass(Duration.ofMinutes(4));
        polls();
        pass(Duration.ofMinutes(9));
        gap();
        assertThat(machine.untilNext(now))
                .as("the shared poll begins ten minutes too")
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void lost_whenASharedPollWaits_pollsWhenTheGapEnds() {
        machine.live(now);
        polls();
        gap();
        polls();
        gap();
        pass(Duration.ofMinutes(5));
        machine.lost();
        pass(Duration.ofMinutes(20));
        assertThat(machine.untilNext(now)).isNull();

        machine.live(now);
        polls();
    }

    @Test
    void lost_whenTheFirstPollWasNotMade_pollsWhenEventsComeAgain() {
        machine.live(now);
        machine.lost();
        pass(Duration.ofSeconds(1));
        machine.live(now);

        polls();
    }

    /** Whatever happens: a poll follows the end of each gap, within ten minutes, and there are no more than needed. */
    @Property
    void machine_whenGapsComeAtAnyTime_pollsAfterEachAndNotTooOften(@ForAll long seed) {
        Random random = new Random(seed);
        boolean live = false;
        Instant open = null;
        Instant lastPoll = null;
        int polls = 0;
        for (int second = 0; second < 7200; second++) {
            now = Instant.EPOCH.plusSeconds(second);
            if (random.nextInt(100) == 0) {
                live = !live;
                if (live) {
                    machine.live(now);
                    open = open == null ? now : open;
                } else {
                    machine.lost();
                }
            }
            if (machine.take(now)) {
                assertThat(live).isTrue();
                polls++;
                if (polls > 2) {
                    assertThat(Duration.between(lastPoll, now)).isGreaterThanOrEqualTo(Reconciliation.SHARED);
                }
                lastPoll = now;
                open = null;
            }
            if (live && open != null && lastPoll != null) {
                assertThat(Duration.between(lastPoll, now)).isLessThan(Reconciliation.SHARED);
            }
        }
    }
}
