package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host that stops gives what is under way its own grace. */
@Tag("slow")
class GraceTest extends RollcallTestSupport {
    /** Less than the 29 seconds of Retry-After. */
    private static final Duration A_CALL_THAT_RESTS = Duration.ofSeconds(25);

    private static final String[] BOARD = {
        "rollcall.flow.board.type=cohost", "rollcall.flow.board.users=UN-lisi", "rollcall.flow.board.schedule=1h"
    };

    private CompletableFuture<List<?>> asking() {
        return CompletableFuture.supplyAsync(
                () -> context.createProducerTemplate().requestBody("direct:host", "UN-lisi", List.class));
    }

    // the shutdown waits for exchanges of routes
    private void startHost() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host").to("rollcall:ongoing-meetings");
            }
        });
        start(BOARD);
    }

    private void stopped(CompletableFuture<?> stopping) throws Exception {
        stopping.get(60, TimeUnit.SECONDS);
    }

    @Test
    void stop_whileACallRestsForASecond_letsItFinish() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).at("1").then(Preset.QPS));
        startHost();
        camel.getShutdownStrategy().setTimeout(60);
        CompletableFuture<List<?>> asked = asking();
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);

        stopped(CompletableFuture.runAsync(() -> camel.stop()));

        assertThat(asked.get(60, TimeUnit.SECONDS)).hasSize(2);
        assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS)).isEqualTo(2);
    }

    @Test
    void stop_whileACallRestsForLonger_endsItWhenTheShutdownIsForced() throws Exception {
        play(Company.builtIn());
        sandbox.script(
                Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(503, java.util.Map.of("Retry-After", "29"), ""));
        startHost();
        camel.getShutdownStrategy().setTimeout(2);
        CompletableFuture<List<?>> asked = asking();
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);

        long before = System.nanoTime();
        stopped(CompletableFuture.runAsync(() -> camel.stop()));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofSeconds(2), A_CALL_THAT_RESTS);
        assertThat(asked).failsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void stop_whileAScheduledRunRests_letsItFinishOrEndsItWhenForced() throws Exception {
        play(Company.builtIn());
        sandbox.script(
                Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(503, java.util.Map.of("Retry-After", "29"), ""));
        start(
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-lisi",
                "rollcall.flow.board.schedule=1s");
        camel.getShutdownStrategy().setTimeout(2);
        camel.start();
        rollcall.schedule(flow("board"));
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) >= 1);

        long before = System.nanoTime();
        stopped(CompletableFuture.runAsync(() -> camel.stop()));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(A_CALL_THAT_RESTS);
    }
}
