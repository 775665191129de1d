package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.Logged;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.tell.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a DingTalk group hears of the runs of a flow. */
@Tag("slow")
class TellTest extends RollcallTestSupport {
    private static final String TYPE = "rollcall.flow.board.type=cohost";
    private static final String USERS = "rollcall.flow.board.users=UN-lisi,UN-john";

    private void startWith(String... more) throws Exception {
        List<String> properties = new java.util.ArrayList<>(List.of(
                TYPE,
                USERS,
                "rollcall.flow.board.tell=ops",
                "rollcall.tell.ops.kind=dingtalk",
                "rollcall.tell.ops.url=" + sandbox.robots().url("dingtalk"),
                "rollcall.tell.ops.secret=" + sandbox.robots().secret("dingtalk")));
        properties.addAll(List.of(more));
        start(properties.toArray(String[]::new));
    }

    private FlowReport runBoard() {
        return rollcall.run(flow("board"), Mode.ONCE).orElseThrow();
    }

    private List<String> messages() {
        return sandbox.robots().messages().stream().map(one -> one.body()).toList();
    }

    @Test
    void changes_areTold_withNamesOfTheRun_andCountedInTheVendorsEvents() throws Exception {
        play(Company.builtIn());
        startWith("rollcall.tell.ops.when=changes", "rollcall.tell.ops.names=true", "rollcall.dingtalk.stream=false");

        runBoard();
        rollcall.awaitNotified(Duration.ofSeconds(10));

        assertThat(messages()).hasSize(1);
        assertThat(messages().get(0))
                .contains("Rollcall: board: 2 new co-hosts", "(UN-lisi) is co-host in", "Left this month");
        String application = config.applications().get("dingtalk").id();
        YearMonth month = YearMonth.from(Instant.now().atZone(ZoneId.of("Asia/Shanghai")));
        assertThat(store.stream().metered(application, month)).isEqualTo(1);
        assertThat(store.tell().messages("ops", month)).isEqualTo(1);
    }

    @Test
    void failure_isToldAtOnce_andAPlanTellsNothing() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        startWith();
        rollcall.run(flow("board"), Mode.PLAN);
        runBoard();

        await().untilAsserted(() -> assertThat(messages()).hasSize(1));
        assertThat(messages().get(0)).contains("board failed", "VideoConference.Conference.Read");
    }

    @Test
    void deadChannel_neitherDelaysNorFailsARun_andShowsInHealth_withoutItsAddress() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).then(Preset.NO_ANSWER));
        startWith("rollcall.tell.ops.when=changes", "rollcall.http.response-timeout=1s");
        try (Logged logged = new Logged(ch.qos.logback.classic.Level.TRACE)) {
            long before = System.nanoTime();
            FlowReport report = runBoard();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            assertThat(report.result().outcome()).isEqualTo(RunOutcome.COMPLETE);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(logged.lines())
                    .anyMatch(line -> line.contains("a message of the channel ops may not have arrived")));
            // the client's own loggers show requests at these levels to those who ask for it
            assertThat(logged.lines(ch.qos.logback.classic.Level.INFO, "org.apache.hc", "io.netty"))
                    .noneMatch(line -> line.contains("rehearsal-dingtalk") || line.contains("SECrehearsal"));
        }
        assertThat(rollcall.health().channels().standings()).hasSize(1).allSatisfy(standing -> {
            assertThat(standing.status().state().word()).isEqualTo("failing");
            assertThat(standing.status().remedy()).contains("may not have arrived");
            assertThat(standing.kind()).isEqualTo("dingtalk");
            assertThat(standing.toString()).doesNotContain("rehearsal-dingtalk", "SECrehearsal");
        });
    }

    @Test
    void tooFastRobot_stopsNoFlow() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT)
                .then(
                        200,
                        java.util.Map.of(),
                        "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"errcode\":130101}"));
        startWith("rollcall.tell.ops.when=changes");

        runBoard();
        await().untilAsserted(() -> assertThat(rollcall.health()
                        .channels()
                        .standings()
                        .get(0)
                        .status()
                        .state()
                        .word())
                .isEqualTo("silent"));

        assertThat(runBoard().result().outcome()).isEqualTo(RunOutcome.COMPLETE);
    }

    @Test
    void testMessage_isSentNow() throws Exception {
        play(Company.builtIn());
        startWith();

        assertThat(rollcall.testChannel("ops")).isEqualTo(new Verdict.Delivered());

        assertThat(messages().get(0)).contains("The channel ops works.", "Flows: board.");
    }
}
