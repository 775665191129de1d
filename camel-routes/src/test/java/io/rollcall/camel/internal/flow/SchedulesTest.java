package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class SchedulesTest extends RollcallTestSupport {
    private static final String TYPE = "rollcall.flow.board.type=cohost";
    private static final String USERS = "rollcall.flow.board.users=UN-lisi";

    private final List<FlowReport> reports = new CopyOnWriteArrayList<>();

    private void schedule(String schedule, String... more) throws Exception {
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        String[] properties = new String[more.length + 5];
        System.arraycopy(more, 0, properties, 5, more.length);
        properties[0] = TYPE;
        properties[1] = USERS;
        properties[3] = "rollcall.flow.other.type=cohost";
        properties[4] = "rollcall.flow.other.users=UN-nobody";
        properties[2] = "rollcall.flow.board.schedule=" + schedule;
        start(properties);
        rollcall.schedule(flow("board"));
    }

    @Test
    void schedule_whenAPeriod_runsTheFlowAgainAndAgain() throws Exception {
        play(Company.builtIn());
        schedule("1s");

        await().atMost(Duration.ofSeconds(60)).until(() -> reports.size() >= 2);

        assertThat(reports.get(0).mode()).isEqualTo(Mode.RUN);
        assertThat(changes(reports.get(0))).containsExactly("promote board-meeting UN-lisi done");
        assertThat(unchanged(reports.get(1))).contains("board-meeting UN-lisi already-co-host");
    }

    @Test
    void schedule_whenARunIsLongerThanThePeriod_neverOverlapsAndLeavesTicksOut() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).after(Duration.ofMillis(2500)));
        schedule("1s");

        await().atMost(Duration.ofSeconds(60)).until(() -> reports.size() >= 2);

        for (int i = 1; i < reports.size(); i++) {
            assertThat(reports.get(i).startedAt())
                    .isAfterOrEqualTo(reports.get(i - 1)
                            .startedAt()
                            .plus(reports.get(i - 1).duration()));
        }
    }

    @ParameterizedTest
    @CsvSource({"0 0 0 1 1 ? 2098, '', 0", "1h, '', 1", "0 0 0 1 1 ? 2098, true, 1", "1h, false, 0"})
    void schedule_atItsStart_runsAPeriodButNotACronExpression_unlessAtStartSaysOtherwise(
            String schedule, String atStart, int runs) throws Exception {
        play(Company.builtIn());
        schedule(schedule, atStart.isEmpty() ? "" : "rollcall.flow.board.at-start=" + atStart);
        // runs at the start by itself, and proves that another flow's first run would have come by now
        TemplatedRouteBuilder.builder(camel, "rollcall-flow")
                .routeId("other")
                .parameter("flow", "other")
                .parameter("schedule", "1h")
                .add();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> reports.stream().anyMatch(report -> report.flow().equals("other")));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> reports.stream()
                                .filter(report -> report.flow().equals("board"))
                                .count()
                        >= runs);

        assertThat(reports).filteredOn(report -> report.flow().equals("board")).hasSize(runs);
    }

    @Test
    void schedule_whenACron_runsAtItsTimes() throws Exception {
        play(Company.builtIn());
        schedule("* * * * * ?");

        await().atMost(Duration.ofSeconds(60)).until(() -> reports.size() >= 2);

        assertThat(reports).extracting(FlowReport::mode).containsOnly(Mode.RUN);
    }

    @Test
    void schedule_whenSetTwice_isAnErrorNotASilentReplacement() throws Exception {
        play(Company.builtIn());
        schedule("1h");

        assertThatThrownBy(() -> rollcall.schedule(flow("board")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The flow board has a schedule already. Configure it in rollcall.flow.board.schedule or in"
                        + " one route template, not in both.");
    }

    @Test
    void schedule_whenARunFails_isKept() throws Exception {
        play(Company.builtIn());
        schedule("1s");
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                .at("1")
                .then(400, Map.of(), "{\"code\":\"unknownUserError\",\"requestid\":\"R\",\"message\":\"m\"}"));

        await().atMost(Duration.ofSeconds(60)).until(() -> reports.size() >= 2);

        assertThat(outcome(reports.get(0))).isEqualTo("failed");
        assertThat(outcome(reports.get(1))).isEqualTo("complete");
    }

    @Test
    void routes_haveTheirPrefix() throws Exception {
        play(Company.builtIn());
        schedule("1h");

        assertThat(camel.getRoutes()).allMatch(route -> route.getRouteId().startsWith("rollcall-"));
        assertThat(camel.getComponentNames())
                .filteredOn(name -> !name.equals("direct"))
                .allMatch(name -> name.startsWith("rollcall-"));
    }
}
