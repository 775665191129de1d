package io.rollcall.camel.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.HandDrivenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DelayedWorkTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandDrivenTime time = new HandDrivenTime();
    private final List<Instant> done = new ArrayList<>();
    private Supplier<Optional<Duration>> then = Optional::empty;
    private final DelayedWork work = new DelayedWork(time, time, () -> {
        done.add(time.instant());
        return then.get();
    });

    @Test
    void work_thatSeveralAskFor_isDoneOnce_afterTheDelay() {
        work.in(SECOND);
        work.in(SECOND);
        time.pass(SECOND.minusMillis(1));
        assertThat(done).isEmpty();

        time.pass(Duration.ofMinutes(1));

        assertThat(done).hasSize(1);
    }

    @Test
    void work_thatIsAskedForWhileItRuns_isDoneAgain_afterIt() {
        then = () -> {
            if (done.size() == 1) {
                work.in(SECOND);
                assertThat(time.scheduled()).as("none beside the one that runs").isZero();
            }
            return Optional.empty();
        };
        work.in(SECOND);

        time.pass(Duration.ofMinutes(1));

        assertThat(Duration.between(done.get(0), done.get(1))).isEqualTo(SECOND);
        assertThat(done).hasSize(2);
    }

    @Test
    void work_thatFailed_isDoneAgain_afterItsOwnDelay() {
        then = () -> done.size() == 1 ? Optional.of(Duration.ofSeconds(10)) : Optional.empty();
        work.in(SECOND);
        time.pass(Duration.ofSeconds(5));
        work.in(SECOND);
        time.pass(Duration.ofSeconds(5));
        assertThat(done).hasSize(1);

        time.pass(SECOND);

        assertThat(done).hasSize(2);
    }

    @Test
    void work_whichThrows_canBeAskedForAgain() {
        then = () -> {
            throw new IllegalStateException("defect");
        };
        work.in(SECOND);
        assertThatThrownBy(() -> time.pass(SECOND)).hasMessage("defect");
        then = Optional::empty;
        work.in(SECOND);

        time.pass(SECOND);

        assertThat(done).hasSize(2);
    }

    @Test
    void work_thatIsAskedForAfterTheStop_isTheOwnersAtTheStop() {
        time.shutdown();

        work.in(SECOND);

        assertThat(done).isEmpty();
    }
}
