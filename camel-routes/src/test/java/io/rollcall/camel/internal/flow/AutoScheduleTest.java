package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.Company;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flows with {@code schedule=auto}, against the sandbox. */
@Tag("slow")
class AutoScheduleTest extends RollcallTestSupport {
    private final List<FlowReport> reports = new CopyOnWriteArrayList<>();

    /** Before a full minute, so that a plan's poll of each minute is due soon. */
    private static Clock beforeAMinute(int seconds) {
        Instant now = Instant.now();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60 - seconds);
        return Clock.offset(Clock.system(ZoneOffset.UTC), Duration.between(now, minute));
    }

    private void startAuto(String... more) throws Exception {
        // a plan is made by then
        startAuto(5, more);
    }

    private void startAuto(int secondsBeforeAMinute, String... more) throws Exception {
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        play(Company.builtIn());
        String[] properties = {
            "rollcall.flow.board.type=cohost",
            "rollcall.flow.board.users=UN-lisi",
            "rollcall.flow.board.schedule=auto",
            "rollcall.budget.hours=MON-SUN 00:00-24:00"
        };
        configure(java.util.stream.Stream.concat(java.util.Arrays.stream(properties), java.util.Arrays.stream(more))
                .toArray(String[]::new));
        camel = context;
        install(beforeAMinute(secondsBeforeAMinute));
        rollcall.scheduleAll();
    }

    private void await(int runs) {
        Awaitility.await().atMost(Duration.ofSeconds(100)).until(() -> reports.size() >= runs);
    }

    @Test
    void flow_pollsAtItsStart_andThenWhenThePlanSays() throws Exception {
        startAuto("rollcall.dingtalk.monthly-calls=1000000");

        await(2);

        assertThat(reports).allSatisfy(report -> {
            assertThat(report.trigger()).isEqualTo(Trigger.SCHEDULE);
            assertThat(outcome(report)).isEqualTo("complete");
        });
        assertThat(changes(reports.get(0))).hasSize(1);
        assertThat(reports.get(1).startedAt().getEpochSecond() % 60)
                .as("once a minute")
                .isLessThan(30);
        assertThat(rollcall.forecast(config.applications().get("dingtalk")).getAsLong())
                .isBetween(1L, 800_000L);
    }

    @Test
    void flow_withoutMeteredCalls_pollsOnceAMinute() throws Exception {
        // without a run at the start the schedule looks for its first plan after ten seconds
        startAuto(15, "rollcall.dingtalk.monthly-calls=0", "rollcall.flow.board.at-start=false");

        await(1);

        assertThat(reports.get(0).startedAt().getEpochSecond() % 60).isLessThan(30);
    }

    @Test
    void flow_whoseCallsAreUsedUp_doesNotPoll() throws Exception {
        startAuto(
                "rollcall.dingtalk.monthly-calls=1",
                "rollcall.budget.reserve=100%",
                "rollcall.flow.board.at-start=false");

        Awaitility.await()
                .pollDelay(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        rollcall.forecast(config.applications().get("dingtalk")).isPresent());

        assertThat(reports).isEmpty();
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void learnedCost_isKeptByTheHour() throws Exception {
        startAuto(
                "rollcall.flow.board.look=organization",
                "rollcall.dingtalk.monthly-calls=1000000",
                "rollcall.timezone=Asia/Shanghai");

        await(1);

        Awaitility.await().untilAsserted(() -> assertThat(
                        store.budget().seenMeetings("board").byHour())
                .hasSize(1));
        long seen = store.budget().seenMeetings("board").last().orElseThrow();
        assertThat(calls(reports.get(0))).containsEntry("dingtalk.members", seen);
    }
}
