package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.HandDrivenTime;
import io.rollcall.state.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AfterPauseTest {
    private final HandDrivenTime time = new HandDrivenTime();
    private final List<String> polls = new ArrayList<>();
    private boolean paused = true;
    private boolean lost;
    private final AfterPause afterPause = new AfterPause(
            flow -> {
                if (lost) {
                    throw new StoreException("lost", null);
                }
                return paused;
            },
            polls::add,
            time,
            time);

    @Test
    void flow_isPolledOnceWhenThePauseIsOver() {
        afterPause.pollLater("board");
        time.pass(Duration.ofSeconds(2));
        afterPause.pollLater("board");
        time.pass(Duration.ofHours(1));
        assertThat(polls).isEmpty();

        paused = false;
        time.pass(AfterPause.PERIOD);
        assertThat(polls).containsExactly("board");
        time.pass(Duration.ofHours(1));
        assertThat(polls).containsExactly("board");
        assertThat(time.scheduled()).as("nothing waits").isZero();

        afterPause.pollLater("board");
        time.pass(AfterPause.PERIOD);
        assertThat(polls).hasSize(2);
    }

    @Test
    void flow_whileTheStoreIsLost_waits() {
        lost = true;
        afterPause.pollLater("board");
        time.pass(Duration.ofMinutes(1));
        assertThat(polls).isEmpty();

        lost = false;
        paused = false;
        time.pass(AfterPause.PERIOD);
        assertThat(polls).containsExactly("board");
    }
}
