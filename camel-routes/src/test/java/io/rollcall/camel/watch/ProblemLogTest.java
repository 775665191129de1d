package io.rollcall.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.rollcall.camel.Logged;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemLogTest {
    private final ProblemLog log = new ProblemLog();

    private void failed(Trigger trigger) {
        finished(
                trigger,
                RunOutcome.FAILED,
                List.of(new Problem("flow board", Fault.Kind.SERVER, null, null, "DingTalk failed.")));
    }

    private void complete(Trigger trigger) {
        finished(trigger, RunOutcome.COMPLETE, List.of());
    }

    private void finished(Trigger trigger, RunOutcome outcome, List<Problem> problems) {
        log.finished(new FlowReport(
                "board",
                "cohost",
                Mode.RUN,
                trigger,
                new RunResult(outcome, problems, List.of(), List.of(), null),
                Instant.EPOCH,
                Duration.ZERO,
                Map.of(),
                0));
    }

    @Test
    void polls_thatFail_areNotCompleteAgainAfterARunOnEvents() {
        try (Logged logged = new Logged(Level.WARN)) {
            failed(Trigger.SCHEDULE);
            complete(Trigger.EVENT);
            failed(Trigger.SCHEDULE);
            complete(Trigger.EVENT);
            complete(Trigger.SCHEDULE);

            assertThat(logged.messages(Level.WARN, "io.rollcall"))
                    .containsExactly(
                            "flow board: failed: server: DingTalk failed.",
                            "flow board: complete again, after 2 runs that failed");
        }
    }

    @Test
    void runsOnEvents_thatFail_areCompleteAgainAfterOne() {
        try (Logged logged = new Logged(Level.WARN)) {
            failed(Trigger.EVENT);
            complete(Trigger.SCHEDULE);
            complete(Trigger.EVENT);

            assertThat(logged.messages(Level.WARN, "io.rollcall"))
                    .containsExactly(
                            "flow board: failed: server: DingTalk failed.",
                            "flow board: runs on events are complete again, after 1 run that failed");
        }
    }
}
