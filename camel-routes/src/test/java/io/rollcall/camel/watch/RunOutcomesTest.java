package io.rollcall.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.HandDrivenTime;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.state.RunRepository.Runs;
import io.rollcall.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOutcomesTest {
    /** 21 November in Shanghai. */
    private static final Instant LATE = Instant.parse("2026-11-20T17:00:00Z");

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private final HandDrivenTime time = new HandDrivenTime();

    @TempDir
    private Path folder;

    private static FlowReport report(Mode mode, RunOutcome outcome) {
        RunResult result = new RunResult(outcome, List.of(), List.of(), List.of(), null);
        return new FlowReport("board", "cohost", mode, Trigger.SCHEDULE, result, LATE, Duration.ZERO, Map.of(), 0);
    }

    private RunOutcomes outcomes(Store store) {
        return new RunOutcomes(store, ZoneId.of("Asia/Shanghai"), time, time);
    }

    @Test
    void runs_areStoredTogether_onTheDayOfTheTimeZone_withoutPlansAndCalls() {
        try (Store store = Store.embedded(folder.resolve("data"), Clock.systemUTC())) {
            RunOutcomes outcomes = outcomes(store);
            outcomes.finished(report(Mode.RUN, RunOutcome.COMPLETE));
            outcomes.finished(report(Mode.RUN, RunOutcome.COMPLETE));
            outcomes.finished(report(Mode.RUN, RunOutcome.FAILED));
            outcomes.finished(report(Mode.PLAN, RunOutcome.COMPLETE));
            outcomes.finished(report(Mode.ONCE, RunOutcome.COMPLETE));
            assertThat(store.exists())
                    .as("nothing is written on the thread of the run")
                    .isFalse();

            time.pass(RunOutcomes.PERIOD);

            assertThat(store.runs().since(DAY))
                    .containsExactly(
                            new Runs("board", DAY, RunOutcome.COMPLETE, 2),
                            new Runs("board", DAY, RunOutcome.FAILED, 1));
            outcomes.flush();
            assertThat(store.runs().since(DAY)).hasSize(2);
        }
    }

    @Test
    void runs_whileTheStoreCannotBeUsed_areStoredWithTheNext() throws Exception {
        Path data = Files.writeString(folder.resolve("data"), "a file where a directory should be");
        try (Store store = Store.embedded(data, Clock.systemUTC())) {
            RunOutcomes outcomes = outcomes(store);
            outcomes.finished(report(Mode.RUN, RunOutcome.COMPLETE));
            time.pass(RunOutcomes.PERIOD);
            assertThat(time.scheduled()).as("it is not tried again at once").isZero();

            Files.delete(data);
            outcomes.finished(report(Mode.RUN, RunOutcome.COMPLETE));
            time.pass(RunOutcomes.PERIOD);

            assertThat(store.runs().since(DAY)).containsExactly(new Runs("board", DAY, RunOutcome.COMPLETE, 2));
        }
    }
}
