package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallCount;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    private Progress progress(boolean terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Progress(new Console(stream, stream, terminal), nanos::get);
    }

    /** What is shown after a call that ends at this time. */
    private String after(Progress progress, Duration time, long people) {
        err.reset();
        nanos.set(time.toNanos());
        progress.peopleRead("people", people);
        progress.progressed("people", new CallCount());
        return err.toString(StandardCharsets.UTF_8).replace("\r", "").replace("\u001B[K", "");
    }

    @Test
    void progressed_whenTheLastRosterIsKnown_showsABarPeopleCallsAndTheTimeLeft() {
        Progress progress = progress(true);
        progress.begin("people", 20_000);

        assertThat(after(progress, Duration.ofMillis(100), 10)).as("too soon").isEmpty();
        assertThat(after(progress, Duration.ofSeconds(1), 200))
                .isEqualTo("people: [--------------------] 1% 200 of about 20,000 people, 0 calls");
        assertThat(after(progress, Duration.ofSeconds(10), 5_000))
                .isEqualTo("people: [#####---------------] 25% 5,000 of about 20,000 people, 0 calls, about 30 s left");
        assertThat(after(progress, Duration.ofSeconds(100), 5_000)).endsWith("about 5 min left");
        assertThat(after(progress, Duration.ofSeconds(101), 21_000))
                .isEqualTo("people: [###################-] 99% 21,000 of about 20,000 people, 0 calls");
        progress.end();
        assertThat(after(progress, Duration.ofSeconds(102), 1)).isEqualTo("people: 0 calls");
    }

    @Test
    void progressed_whenNoRosterIsKnown_showsPeopleAndCalls() {
        Progress progress = progress(true);
        progress.begin("people", 0);

        assertThat(after(progress, Duration.ofSeconds(10), 5_000)).isEqualTo("people: 5,000 people, 0 calls");
    }

    @Test
    void progressed_inAPipe_printsNothing() {
        Progress progress = progress(false);
        progress.begin("people", 20_000);

        assertThat(after(progress, Duration.ofSeconds(10), 5_000)).isEmpty();
        progress.end();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
