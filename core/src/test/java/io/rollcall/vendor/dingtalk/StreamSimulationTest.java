package io.rollcall.vendor.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order: {@link StreamWorld} checks each effect. A failure names its seed. */
class StreamSimulationTest {

    @Property(tries = 1000)
    void anything_keepsTheRules_andIsLiveAgainWhenTheFaultsEnd(@ForAll long seed) {
        StreamWorld world = new StreamWorld(seed, Duration.ofHours(1));
        world.start();
        for (int step = 0; step < 150; step++) {
            world.anything();
        }
        world.recover(OpenSchedule.QUOTA_PAUSE.plusHours(1));
        assertThat(world.isLive()).isTrue();

        world.stop();
        for (int step = 0; step < 20; step++) {
            world.anything();
        }
    }

    @Property(tries = 4)
    void anything_forMonths_keepsTheRules(@ForAll long seed) {
        StreamWorld world = new StreamWorld(seed, Duration.ofHours(30));
        world.start();
        for (int step = 0; step < 6_000; step++) {
            world.anything();
        }
        world.recover(Duration.ofDays(31).plusHours(7));
        assertThat(world.isLive()).isTrue();
    }

    @Property(tries = 4)
    void connectionsThatAreCut_useTheLimitsUp_andNoMore(@ForAll long seed) {
        StreamWorld world = new StreamWorld(seed, Duration.ofHours(1));
        world.start();
        for (int cut = 0; cut < 2_500; cut++) {
            world.flap();
        }
        assertThat(world.opens()).isEqualTo(OpenLimit.PER_MONTH);
        world.recover(Duration.ofDays(31));
        assertThat(world.isLive()).isTrue();
    }

    @Test
    void ordinaryDay_keepsItsMemory() {
        StreamWorld world = new StreamWorld(1, Duration.ofHours(1));
        world.start();
        world.recover(Duration.ofMinutes(1));
        world.ordinaryDay(2_000);

        assertThat(world.published()).isEqualTo(48_000);
        assertThat(world.remembered()).isLessThanOrEqualTo(StreamInbox.REMEMBERED + StreamOrder.MOST);
    }
}
