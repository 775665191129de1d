package io.rollcall.camel.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class SerialQueueTest {
    private final List<String> ran = new ArrayList<>();
    private Throwable failure;
    private final SerialQueue queue = new SerialQueue(task -> {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException refused) {
            throw refused;
        }
        task.run();
    });

    @Test
    void execute_whenThereWasNoThread_runsTheTaskWithTheNextOne() {
        failure = new OutOfMemoryError("unable to create native thread");
        assertThatThrownBy(() -> queue.execute(() -> ran.add("first"))).isSameAs(failure);

        failure = null;
        queue.execute(() -> ran.add("second"));

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void execute_whenATaskFails_runsTheNextOne() {
        IllegalStateException broken = new IllegalStateException("broken");
        assertThatThrownBy(() -> queue.execute(() -> {
                    queue.execute(() -> ran.add("next"));
                    throw broken;
                }))
                .isSameAs(broken);

        assertThat(ran).containsExactly("next");
    }

    @Test
    void execute_whenTheThreadsHaveEnded_runsNothing() {
        failure = new RejectedExecutionException("ended");

        queue.execute(() -> ran.add("late"));

        assertThat(ran).isEmpty();
    }
}
