package io.rollcall.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.sandbox.Company;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
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
        watch = new FlowMonitor(new Clocks(() -> now.plus(wallIsAhead), () -> now), ZoneOffset.UTC);
        config.flows().stream()
                .filter(flow -> flow.schedule() != null)
                .forEach(flow -> watch.scheduled(flow.name(), flow.schedule()));
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
