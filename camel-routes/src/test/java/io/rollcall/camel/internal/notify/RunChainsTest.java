package io.rollcall.camel.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.rollcall.camel.Logged;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A flow cannot start itself by its own events (H7). */
@Tag("slow")
class RunChainsTest extends RollcallTestSupport {
    private final List<String> runs = new CopyOnWriteArrayList<>();

    private void startHost(RouteBuilder routes, String... more) throws Exception {
        play(Company.builtIn());
        listener = new FlowListener() {
            @Override
            public void finished(FlowReport report) {
                runs.add(report.flow());
            }
        };
        context.addRoutes(routes);
        List<String> properties = new ArrayList<>(List.of(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi",
                "rollcall.flow.other.type=cohost",
                "rollcall.flow.other.users=UN-mary"));
        properties.addAll(List.of(more));
        start(properties.toArray(String[]::new));
    }

    private static RouteBuilder route(String from, String... to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        };
    }

    private void awaitRuns(String... flows) {
        await().until(() -> runs.size() >= flows.length);
        await().during(Duration.ofSeconds(1)).until(() -> runs.size() == flows.length);
        assertThat(runs).containsExactly(flows);
    }

    @Test
    void notify_whenItLeadsBackToTheFlow_runsItOnce() throws Exception {
        startHost(route("direct:changes", "rollcall:run?flow=board"), "rollcall.flow.board.notify=direct:changes");
        try (Logged logged = new Logged(Level.WARN)) {
            rollcall.run(flow("board"), Mode.ONCE);

            awaitRuns("board");
            rollcall.awaitNotified(Duration.ofSeconds(5));
            assertThat(String.join("\n", logged.lines())).contains("are not delivered");
        }
    }

    @Test
    void events_whenTheyLeadBackToTheFlow_runItOnce() throws Exception {
        startHost(route("rollcall:events?flow=board&kinds=report", "rollcall:run?flow=board"));

        rollcall.run(flow("board"), Mode.ONCE);

        awaitRuns("board");
    }

    @Test
    void events_whenTheStepsLeadBackToTheFlow_runItOnce() throws Exception {
        startHost(route(
                "rollcall:events?flow=board&kinds=report",
                "rollcall:observe?flow=board",
                "rollcall:plan?flow=board",
                "rollcall:apply?flow=board",
                "rollcall:report?flow=board"));

        rollcall.run(flow("board"), Mode.ONCE);

        awaitRuns("board");
    }

    @Test
    void flows_whenTheyStartEachOther_endAfterARunOfEach() throws Exception {
        startHost(new RouteBuilder() {
            @Override
            public void configure() {
                from("rollcall:events?flow=board&kinds=report").to("rollcall:run?flow=other");
                from("rollcall:events?flow=other&kinds=report").to("rollcall:run?flow=board");
            }
        });

        rollcall.run(flow("board"), Mode.ONCE);
        awaitRuns("board", "other");
        rollcall.run(flow("other"), Mode.ONCE);

        awaitRuns("board", "other", "other", "board");
    }

    @Test
    void flow_mayStartAnother_againAndAgain() throws Exception {
        startHost(route("rollcall:events?flow=board&kinds=report", "seda:later", "rollcall:run?flow=other"));

        rollcall.run(flow("board"), Mode.ONCE);
        awaitRuns("board", "other");
        rollcall.run(flow("board"), Mode.ONCE);

        awaitRuns("board", "other", "board", "other");
    }
}
