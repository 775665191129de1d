package io.rollcall.camel.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.config.ConfigurationException;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The configuration of a running Rollcall is replaced. */
class TopologyControlTest extends RollcallTestSupport {
    private static final String[] BOARD = {"rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi"};

    private void apply(String... properties) throws Exception {
        configure(properties);
        rollcall.apply(config);
    }

    private CompletableFuture<Object> meetings() {
        return camel.createProducerTemplate().asyncRequestBody("rollcall:ongoing-meetings", "UN-lisi");
    }

    @Test
    void apply_addsReplacesAndRemovesFlows() throws Exception {
        play(Company.builtIn());
        start(BOARD);
        apply(
                BOARD[0],
                BOARD[1],
                "rollcall.flow.board.dry-run=true",
                "rollcall.flow.more.type=cohost",
                "rollcall.flow.more.users=UN-lisi");

        assertThat(changes(once("board"))).containsExactly("promote board-meeting UN-lisi planned");
        assertThat(changes(once("more"))).containsExactly("promote board-meeting UN-lisi done");

        apply("rollcall.flow.more.type=cohost", "rollcall.flow.more.users=UN-lisi");
        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("rollcall:run?flow=board", (Object) null))
                .hasStackTraceContaining("The flow 'board' is not configured. The configured flows: more.");
    }

    @Test
    void apply_whenItDoesNotFit_changesNothing() throws Exception {
        play(Company.builtIn());
        start(BOARD);
        configure(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-mary",
                "rollcall.dingtalk.calls-per-second=1");

        assertThatThrownBy(() -> contribute(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rollcall.flow.board.* is configured twice")
                .hasMessageContaining("configures the account dingtalk a second time")
                .hasMessageContaining("another rate limit");

        configure(BOARD);
        assertThat(changes(once("board"))).containsExactly("promote board-meeting UN-lisi done");
    }

    @Test
    void apply_whileARunGoesOn_letsItFinish() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).at("1").then(Preset.NO_ANSWER));
        start(BOARD[0], BOARD[1], "rollcall.http.response-timeout=2s");
        var flow = flow("board");
        var run = CompletableFuture.supplyAsync(
                () -> rollcall.run(flow, Mode.ONCE).orElseThrow());
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);

        apply(BOARD[0], BOARD[1], "rollcall.http.response-timeout=2s", "rollcall.dingtalk.monthly-calls=4000");

        assertThat(changes(run.get(30, TimeUnit.SECONDS))).containsExactly("promote board-meeting UN-lisi done");
    }

    @Test
    void apply_whenAnAccountIsReplacedWhileCallsWait_keepsToTheRateAllTheSame() throws Exception {
        play(Company.builtIn());
        start("rollcall.dingtalk.calls-per-second=3");
        List<CompletableFuture<Object>> calls = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < 3; i++) {
                calls.add(meetings());
            }
            long sent = round;
            await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) >= sent);
            apply("rollcall.dingtalk.calls-per-second=3", "rollcall.dingtalk.monthly-calls=" + (4000 + round));
        }
        // the account goes, and comes again
        apply("rollcall.dingtalk.client-id=", "rollcall.dingtalk.client-secret=");
        apply("rollcall.dingtalk.calls-per-second=3");
        calls.add(meetings());

        calls.forEach(call -> assertThat(call.handle((value, failure) -> true)
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join())
                .isTrue());
        assertThat(calls.get(calls.size() - 1)).isCompleted();
        assertThat(sandbox.peak(VendorApi.DINGTALK_ONGOING_MEETINGS)).isLessThanOrEqualTo(3);
    }

    @Test
    void apply_whileTheHostAddsRoutes_endsBoth() throws Exception {
        play(Company.builtIn());
        start(BOARD);
        var routes = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20; i++) {
                String id = "host-" + i;
                try {
                    camel.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:" + id).routeId(id).to("rollcall:ongoing-meetings");
                        }
                    });
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            }
        });
        for (int i = 0; i < 20; i++) {
            apply(BOARD[0], BOARD[1], "rollcall.dingtalk.monthly-calls=" + (4000 + i));
        }

        routes.get(30, TimeUnit.SECONDS);
        assertThat(changes(once("board"))).containsExactly("promote board-meeting UN-lisi done");
    }
}
