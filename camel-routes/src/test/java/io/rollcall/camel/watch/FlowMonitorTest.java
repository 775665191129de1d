package io.rollcall.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.support.Schedules;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.Company;
import io.rollcall.schedule.ScheduleTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class FlowMonitorTest extends RollcallTestSupport {
    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private Duration wallIsAhead = Duration.ZERO;
    private FlowMonitor watch;

    @BeforeEach
    void begin() {
        play(Company.builtIn());
        configure(
                "rollcall.flow.often.type=cohost",
                "rollcall.flow.often.users=UN-lisi",
                "rollcall.flow.often.schedule=30s",
                "rollcall.flow.nightly.type=cohost",
                "rollcall.flow.nightly.users=UN-lisi",
                "rollcall.flow.nightly.schedule=0 0 2 * * ?",
                "rollcall.flow.never.type=cohost",
                "rollcall.flow.never.users=UN-lisi");
        watch = new FlowMonitor(new Clocks(() -> now.plus(wallIsAhead), () -> now));
        config.flows().stream()
                .filter(flow -> flow.schedule() != null)
                .forEach(flow -> watch.scheduled(flow.name(), Schedules.of(flow.schedule(), ZoneOffset.UTC)));
    }

    private Map<String, Boolean> stale() {
        return watch.standings().stream()
                .collect(Collectors.toMap(FlowMonitor.Standing::flow, FlowMonitor.Standing::stale));
    }

    @Test
    void flow_whenItsTimeHasJustPassed_isNotStaleYet() {
        now = now.plusSeconds(30).plus(FlowMonitor.GRACE);

        assertThat(stale()).containsOnly(Map.entry("often", false), Map.entry("nightly", false));
    }

    @Test
    void flow_whenItMissedItsTime_isStaleUntilItShowsLife() {
        now = now.plusSeconds(31).plus(FlowMonitor.GRACE);
        assertThat(stale()).containsOnly(Map.entry("often", true), Map.entry("nightly", false));

        watch.progressed("often", new CallCount());

        assertThat(stale()).containsEntry("often", false);
    }

    @Test
    void flow_whenItMissedItsCronTime_isStale() {
        now = Instant.parse("2026-11-21T02:00:59Z");
        assertThat(stale()).containsEntry("nightly", false);

        now = Instant.parse("2026-11-21T02:01:01Z");

        assertThat(stale()).containsEntry("nightly", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-4320H", "PT4320H"})
    void flow_whenTheWallClockJumps_isNotStaleForThat_andIsWhenItMissesItsPeriod(Duration jump) {
        wallIsAhead = jump;
        assertThat(stale()).containsEntry("often", false).containsEntry("nightly", false);

        now = now.plusSeconds(31).plus(FlowMonitor.GRACE);

        assertThat(stale()).containsEntry("often", true).containsEntry("nightly", false);
    }

    @Test
    void flow_whenItRan_tellsHowThatEnded() throws Exception {
        listener = watch;
        start("rollcall.flow.often.type=cohost", "rollcall.flow.often.users=UN-lisi");
        assertThat(standings().get("often").outcome()).isNull();

        once("often");

        FlowMonitor.Standing often = standings().get("often");
        assertThat(often.outcome().word()).isEqualTo("complete");
        assertThat(often.duration()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
        assertThat(often.endedAt()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void flow_whenItFailsForTwoPeriods_isOutdatedUntilOneRunDoesNotFail() {
        watch.finished(report(RunOutcome.COMPLETE));
        now = now.plusSeconds(30);
        watch.finished(report(RunOutcome.FAILED));
        assertThat(standings().get("often").outdated()).isFalse();
        assertThat(standings().get("often").succeededAt()).isEqualTo(Instant.parse("2026-11-20T08:00:00.1Z"));

        now = now.plusSeconds(31).plus(FlowMonitor.GRACE);
        watch.finished(report(RunOutcome.FAILED));
        assertThat(standings().get("often").outdated()).isTrue();
        assertThat(standings().get("often").stale()).isFalse();

        watch.finished(report(RunOutcome.INCOMPLETE));
        assertThat(standings().get("often").outdated()).isFalse();
    }

    @Test
    void flow_withPlannedRuns_isOutdatedAfterThreeFailures() {
        watch.scheduled("often", new ScheduleTimes.OfPlan(after -> Optional.of(after.plusSeconds(3_600))));
        watch.finished(report(RunOutcome.FAILED));
        watch.finished(report(RunOutcome.FAILED));
        assertThat(standings().get("often").outdated()).isFalse();

        watch.finished(report(RunOutcome.FAILED));
        assertThat(standings().get("often").outdated()).isTrue();
    }

    @Test
    void flow_whosePollsFail_isOutdated_thoughRunsOnEventsSucceed() {
        watch.finished(report(RunOutcome.COMPLETE));
        now = now.plusSeconds(30);
        watch.finished(report(RunOutcome.FAILED));
        watch.finished(report(RunOutcome.COMPLETE, Trigger.EVENT));
        assertThat(standings().get("often").isFailing()).isTrue();

        now = now.plusSeconds(31).plus(FlowMonitor.GRACE);
        watch.finished(report(RunOutcome.FAILED));
        watch.finished(report(RunOutcome.COMPLETE, Trigger.EVENT));

        assertThat(standings().get("often").outdated()).isTrue();
        assertThat(standings().get("often").succeededAt()).isEqualTo(Instant.parse("2026-11-20T08:00:00.1Z"));
    }

    @Test
    void flow_whosePollsDoNotCome_isStale_thoughItRunsOnEvents() {
        now = now.plusSeconds(31).plus(FlowMonitor.GRACE);

        watch.finished(report(RunOutcome.COMPLETE, Trigger.EVENT));

        assertThat(stale()).containsEntry("often", true);
    }

    @Test
    void flow_thatRunsOnEventsAlone_showsItsLastRunOnEvents() {
        watch.scheduled("often", null);

        watch.finished(report(RunOutcome.FAILED, Trigger.EVENT));
        assertThat(standings().get("often").isFailing()).isTrue();
        watch.finished(report(RunOutcome.COMPLETE, Trigger.EVENT));

        assertThat(standings().get("often").isFailing()).isFalse();
    }

    private FlowReport report(RunOutcome outcome) {
        return report(outcome, Trigger.SCHEDULE);
    }

    private FlowReport report(RunOutcome outcome, Trigger trigger) {
        return new FlowReport(
                "often",
                "cohost",
                Mode.RUN,
                trigger,
                new RunResult(outcome, List.of(), List.of(), List.of(), null),
                now,
                Duration.ofMillis(100),
                Map.of(),
                1);
    }

    @Test
    void flow_whenItsScheduleEnds_isNotMissedAnyMore() {
        watch.unscheduled("often");
        now = now.plusSeconds(31).plus(FlowMonitor.GRACE);

        assertThat(stale()).containsEntry("often", false);
    }

    @Test
    void flow_whenOnlyPlanned_isNotShown() throws Exception {
        listener = watch;
        start("rollcall.flow.other.type=cohost", "rollcall.flow.other.users=UN-lisi");
        plan("other");

        assertThat(standings()).doesNotContainKey("other");

        once("other");
        assertThat(standings().get("other").isFailing()).isFalse();
        watch.removed("other");
        assertThat(standings()).doesNotContainKey("other");
    }

    private Map<String, FlowMonitor.Standing> standings() {
        return watch.standings().stream().collect(Collectors.toMap(FlowMonitor.Standing::flow, Function.identity()));
    }
}
