package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.meeting.ChangeResults;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.Plan;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.VendorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host's own route of a co-host flow's steps, with steps of the host in between. */
@Tag("slow")
class MeetingStepsTest extends RollcallTestSupport {
    private static final String[] BOARD = {
        "rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi,UN-john"
    };
    private static final List<String> BOTH_DONE =
            List.of("promote board-meeting UN-lisi done", "promote board-meeting UN-john done");

    private final List<FlowReport> reports = new CopyOnWriteArrayList<>();
    private final List<Object> bodies = new CopyOnWriteArrayList<>();

    /** A route of all steps, with one of the host's between {@code plan} and {@code apply}. */
    private void startRoute(Processor step) throws Exception {
        startRoute("once", step);
    }

    private void startRoute(String mode, Processor step) throws Exception {
        play(Company.builtIn());
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:board")
                        .to("rollcall:observe?flow=board&mode=" + mode)
                        .process(exchange -> bodies.add(exchange.getMessage().getBody()))
                        .to("rollcall:plan?flow=board")
                        .process(exchange -> bodies.add(exchange.getMessage().getBody()))
                        .process(step)
                        .to("rollcall:apply?flow=board")
                        .process(exchange -> bodies.add(exchange.getMessage().getBody()))
                        .to("rollcall:report?flow=board");
            }
        });
        start(BOARD);
    }

    private Exchange send() {
        return context.createProducerTemplate().request("direct:board", exchange -> {});
    }

    private static Processor planned(UnaryOperator<Plan> change) {
        return exchange ->
                exchange.getMessage().setBody(change.apply(exchange.getMessage().getBody(Plan.class)));
    }

    private static boolean isJohn(Change change) {
        return new UserId("UN-john").equals(change.user());
    }

    /** The report of a route that failed; the flow must be free again. */
    private FlowReport failed(Exchange exchange, Class<? extends Exception> type) {
        assertThat(exchange.getException()).isInstanceOf(type);
        assertThat(reports).hasSize(1);
        assertThat(rollcall.run(flow("board"), Mode.PLAN))
                .as("the flow is free")
                .isPresent();
        return reports.get(0);
    }

    private long sets() {
        return sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS);
    }

    @Test
    void route_withoutStepsOfTheHost_isTheFlow() throws Exception {
        startRoute(exchange -> {});

        FlowReport report = send().getMessage().getBody(FlowReport.class);

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(changes(report)).isEqualTo(BOTH_DONE);
        assertThat(calls(report)).isEqualTo(sandbox.calls());
        assertThat(bodies)
                .extracting(Object::getClass)
                .extracting(Class::getSimpleName)
                .containsExactly(
                        Observation.class.getSimpleName(),
                        Plan.class.getSimpleName(),
                        ChangeResults.class.getSimpleName());
        assertThat(reports).containsExactly(report);
        assertThat(outcome(once("board"))).isEqualTo("complete");
    }

    @Test
    void step_thatSkipsAChange_isInTheReport() throws Exception {
        startRoute(planned(plan -> plan.skip(MeetingStepsTest::isJohn)));

        FlowReport report = send().getMessage().getBody(FlowReport.class);

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi done", "promote board-meeting UN-john skipped");
        assertThat(sandbox.isCoHost("board-meeting", "UN-john")).isFalse();
        assertThat(((ChangeResults) bodies.get(2)).changes())
                .isEqualTo(report.result().changes());
    }

    @Test
    void step_thatReturnsFewerChanges_skipsTheOthers() throws Exception {
        startRoute(planned(plan -> new Plan(
                plan.changes().stream().filter(change -> !isJohn(change)).toList(), List.of())));

        FlowReport report = send().getMessage().getBody(FlowReport.class);

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi done", "promote board-meeting UN-john skipped");
    }

    @Test
    void step_thatSkipsEverything_changesNothing() throws Exception {
        startRoute(planned(plan -> Plan.NONE));

        FlowReport report = send().getMessage().getBody(FlowReport.class);

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi skipped", "promote board-meeting UN-john skipped");
        assertThat(sets()).isZero();
    }

    @Test
    void route_thatGoesPastApply_skipsEverything() throws Exception {
        play(Company.builtIn());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:board")
                        .to("rollcall:observe?flow=board")
                        .to("rollcall:plan?flow=board")
                        .filter(header("approved"))
                        .to("rollcall:apply?flow=board")
                        .end()
                        .to("rollcall:report?flow=board");
            }
        });
        start(BOARD);

        FlowReport report = send().getMessage().getBody(FlowReport.class);

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi skipped", "promote board-meeting UN-john skipped");
        assertThat(sets()).isZero();
        assertThat(changes(context.createProducerTemplate()
                        .requestBodyAndHeader("direct:board", null, "approved", true, FlowReport.class)))
                .isEqualTo(BOTH_DONE);
    }

    @Test
    void step_thatAddsAChangeOfItsOwn_changesNothing() throws Exception {
        startRoute(planned(plan -> {
            List<Change> more = new ArrayList<>(plan.changes());
            Change first = plan.changes().get(0);
            more.add(new Change(
                    first.action(),
                    new MeetingId("board-meeting"),
                    new UserId("UN-mary"),
                    null,
                    first.reason(),
                    Change.Status.PLANNED));
            return new Plan(more, plan.unchanged());
        }));

        FlowReport report = failed(send(), IllegalArgumentException.class);

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(changes(report))
                .allMatch(change -> change.endsWith(" failed"))
                .hasSize(2);
        assertThat(sets()).isZero();
    }

    @Test
    void step_thatThrows_isAProblemAndReleasesTheFlow() throws Exception {
        startRoute(exchange -> {
            throw new IllegalStateException("UN-secret");
        });

        FlowReport report = failed(send(), IllegalStateException.class);

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(problems(report)).containsExactly("flow board: server");
        assertThat(report.result().problems().get(0).message())
                .contains("IllegalStateException")
                .doesNotContain("UN-secret");
        assertThat(sets()).isZero();
    }

    @Test
    void step_thatReplacesTheBody_isRefused() throws Exception {
        startRoute(exchange -> exchange.getMessage().setBody("a plan"));

        FlowReport report = failed(send(), IllegalArgumentException.class);

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(sets()).isZero();
    }

    @Test
    void step_thatStopsTheRoute_skipsAndReleasesTheFlow() throws Exception {
        startRoute(exchange -> exchange.setRouteStop(true));

        assertThat(send().getException()).isNull();

        assertThat(reports).hasSize(1);
        assertThat(changes(reports.get(0))).allMatch(change -> change.endsWith(" skipped"));
        assertThat(changes(once("board"))).isEqualTo(BOTH_DONE);
    }

    @Test
    void mode_whenPlan_changesNothing() throws Exception {
        startRoute("plan", planned(plan -> plan.skip(MeetingStepsTest::isJohn)));

        FlowReport report = send().getMessage().getBody(FlowReport.class);

        assertThat(report.mode()).isEqualTo(Mode.PLAN);
        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi planned", "promote board-meeting UN-john skipped");
        assertThat(sets()).isZero();
    }

    @Test
    void apply_whenRepeated_isRefused() throws Exception {
        play(Company.builtIn());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:board")
                        .to("rollcall:observe?flow=board")
                        .to("rollcall:plan?flow=board")
                        .setProperty("plan", body())
                        .to("rollcall:apply?flow=board")
                        .setBody(exchangeProperty("plan"))
                        .to("rollcall:apply?flow=board")
                        .to("rollcall:report?flow=board");
            }
        });
        start(BOARD);

        assertThat(send().getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has made its changes already");
        assertThat(sets()).isEqualTo(1);
    }

    @Test
    void steps_whenTheRunHasNotStarted_areRefused() throws Exception {
        play(Company.builtIn());
        start(BOARD);

        for (String step : List.of("plan", "apply", "report")) {
            assertThat(context.createProducerTemplate()
                            .request("rollcall:" + step + "?flow=board", exchange -> {})
                            .getException())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("This step needs a run of the flow board. Start it earlier in the same route with"
                            + " rollcall:observe?flow=board.");
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void steps_ofARoster_areRefusedForMeetings_andTheOtherWayRound() throws Exception {
        play(Company.builtIn());
        start(BOARD[0], BOARD[1], "rollcall.flow.people.type=roster", "rollcall.flow.people.output=people.ndjson");

        assertThat(context.createProducerTemplate()
                        .request("rollcall:observe?flow=people", exchange -> {})
                        .getException())
                .hasMessage("The flow people is a roster and has no step observe.");
        assertThat(context.createProducerTemplate()
                        .request("rollcall:departments?flow=board", exchange -> {})
                        .getException())
                .hasMessage("The flow board is no roster and has no step departments.");
        assertThat(outcome(once("board"))).isEqualTo("complete");
    }

    @Test
    void observe_whenTheFlowIsRunning_endsTheRoute() throws Exception {
        List<Object> after = new CopyOnWriteArrayList<>();
        startRoute(exchange -> {
            Exchange second = context.createProducerTemplate()
                    .request("direct:board", inner -> inner.getMessage().setBody("second"));
            after.add(second.isRouteStop());
            after.add(String.valueOf(second.getException()));
        });

        FlowReport report = send().getMessage().getBody(FlowReport.class);

        assertThat(changes(report)).isEqualTo(BOTH_DONE);
        assertThat(after).containsExactly(true, "null");
        assertThat(bodies).hasSize(3);
        assertThat(reports).containsExactly(report);
    }
}
