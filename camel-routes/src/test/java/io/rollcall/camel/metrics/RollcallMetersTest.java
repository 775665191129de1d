package io.rollcall.camel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.watch.BudgetMonitor;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.schedule.ScheduleTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@org.junit.jupiter.api.Tag("slow")
class RollcallMetersTest extends RollcallTestSupport {
    private static final String[] FLOWS = {
        "rollcall.flow.board.type=cohost",
        "rollcall.flow.board.users=UN-lisi,UN-john",
        "rollcall.flow.duty.type=invite",
        "rollcall.flow.duty.meetings-of=UN-zhangsan",
        "rollcall.flow.duty.phones=+8613800138000:Duty phone"
    };

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RollcallMeters meters = new RollcallMeters(registry);

    private void begin() throws Exception {
        play(Company.builtIn());
        listener = meters;
        calls = meters;
        start(FLOWS);
        meters.watch(() -> Optional.of(rollcall.health().flows()));
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Test
    void run_whenAllGoesWell_countsRequestsCallsChangesAndItsOutcome() throws Exception {
        begin();

        once("board");
        once("duty");

        assertThat(count("rollcall.requests", "operation", "dingtalk.ongoing-meetings", "result", "done"))
                .isEqualTo(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS))
                .isEqualTo(count("rollcall.calls", "operation", "dingtalk.ongoing-meetings", "result", "done"));
        assertThat(count("rollcall.requests", "operation", "dingtalk.token", "result", "done"))
                .isEqualTo(1);
        assertThat(count("rollcall.changes", "flow", "board", "action", "promote", "status", "done"))
                .isEqualTo(2);
        assertThat(count("rollcall.changes", "flow", "duty", "action", "invite", "status", "done"))
                .isEqualTo(1);
        assertThat(registry.get("rollcall.runs")
                        .tags("flow", "duty", "type", "invite", "outcome", "complete")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("rollcall.flow.last.outcome")
                        .tags("flow", "duty", "outcome", "complete")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("rollcall.flow.last.end")
                        .tags("flow", "duty")
                        .timeGauge()
                        .value(TimeUnit.SECONDS))
                .isBetween(System.currentTimeMillis() / 1000.0 - 60, System.currentTimeMillis() / 1000.0 + 1);
    }

    @Test
    void flow_whosePollsFail_showsThat_thoughRunsOnEventsSucceed() throws Exception {
        begin();
        FlowMonitor flows = rollcall.health().flows();
        flows.scheduled("board", new ScheduleTimes.OfPeriod(Duration.ofSeconds(30)));

        finished(flows, RunOutcome.COMPLETE, Trigger.SCHEDULE, 0);
        finished(flows, RunOutcome.FAILED, Trigger.SCHEDULE, 30);
        finished(flows, RunOutcome.COMPLETE, Trigger.EVENT, 40);

        assertThat(last("rollcall.flow.last.end")).isEqualTo(30);
        assertThat(last("rollcall.flow.last.success")).isZero();
        assertThat(registry.get("rollcall.flow.last.outcome")
                        .tags("flow", "board", "outcome", "failed")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("rollcall.runs").tag("flow", "board").timers())
                .as("every run is counted")
                .extracting(Timer::count)
                .containsExactlyInAnyOrder(2L, 1L);
    }

    private void finished(FlowMonitor flows, RunOutcome outcome, Trigger trigger, long at) {
        FlowReport report = new FlowReport(
                "board",
                "cohost",
                Mode.RUN,
                trigger,
                new RunResult(outcome, List.of(), List.of(), List.of(), null),
                Instant.ofEpochSecond(at),
                Duration.ZERO,
                Map.of(),
                1);
        flows.finished(report);
        meters.finished(report);
    }

    private double last(String name) {
        return registry.get(name).tag("flow", "board").timeGauge().value(TimeUnit.SECONDS);
    }

    @Test
    void call_whenThrottledAndThenAnswered_countsBothRequestsAndTheWaits() throws Exception {
        begin();
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").then(Preset.QPS));

        once("duty");

        assertThat(sandbox.faults().get(0).fired()).isEqualTo(1);
        assertThat(count("rollcall.requests", "operation", "dingtalk.invite", "result", "throttled"))
                .isEqualTo(1);
        assertThat(count("rollcall.requests", "operation", "dingtalk.invite", "result", "done"))
                .isEqualTo(1);
        assertThat(count("rollcall.calls", "operation", "dingtalk.invite", "result", "done"))
                .isEqualTo(1);
        assertThat(registry.get("rollcall.waits")
                        .tags("operation", "dingtalk.invite", "reason", "pause")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isGreaterThanOrEqualTo(1_000);
        assertThat(registry.get("rollcall.waits")
                        .tags("operation", "dingtalk.invite", "reason", "place")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void ring_whenNobodyKnowsWhetherItRang_isCountedAsUnknown() throws Exception {
        begin();
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).then(Preset.RESET_BEFORE));

        once("duty");

        assertThat(count("rollcall.changes", "flow", "duty", "action", "invite", "status", "unknown"))
                .isEqualTo(1);
        assertThat(count("rollcall.requests", "operation", "dingtalk.invite", "result", "no-answer"))
                .isEqualTo(1);
    }

    @Test
    void budget_whenWatched_isReadFromTheStore() throws Exception {
        begin();
        BudgetMonitor watch = new BudgetMonitor(config.applications().values(), store, Clock.systemUTC());
        meters.watch(watch, config.applications().get("dingtalk"), any -> OptionalLong.of(4_321));

        long metered = once("board").meteredCalls();

        assertThat(registry.get("rollcall.budget.used")
                        .tag("vendor", "dingtalk")
                        .gauge()
                        .value())
                .isEqualTo(metered);
        assertThat(registry.get("rollcall.budget.left")
                        .tag("vendor", "dingtalk")
                        .gauge()
                        .value())
                .isEqualTo(5_000 - metered);
        assertThat(registry.get("rollcall.budget.limit")
                        .tag("vendor", "dingtalk")
                        .gauge()
                        .value())
                .isEqualTo(5_000);
        assertThat(registry.get("rollcall.budget.reserve")
                        .tag("vendor", "dingtalk")
                        .gauge()
                        .value())
                .isEqualTo(1_000);
        assertThat(registry.get("rollcall.budget.forecast")
                        .tag("vendor", "dingtalk")
                        .gauge()
                        .value())
                .isEqualTo(4_321);
        assertThat(refused()).isZero();

        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.QUOTA));
        once("board");

        assertThat(refused()).isEqualTo(1);
    }

    private double refused() {
        return registry.get("rollcall.budget.refused")
                .tag("vendor", "dingtalk")
                .gauge()
                .value();
    }

    @Test
    void labels_whenRunsChangeThings_nameNobody() throws Exception {
        begin();
        once("board");
        once("duty");

        List<String> labels = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream().map(Tag::getValue))
                .distinct()
                .toList();

        assertThat(labels)
                .isNotEmpty()
                .noneMatch(label -> label.contains("UN-") || label.contains("138") || label.contains("meeting-"));
    }
}
