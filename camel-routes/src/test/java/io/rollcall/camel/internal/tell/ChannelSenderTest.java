package io.rollcall.camel.internal.tell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.call.Clocks;
import io.rollcall.camel.HandDrivenTime;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.watch.ChannelMonitor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.journal.RobotMessage;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.store.Store;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.Language;
import io.rollcall.tell.Names;
import io.rollcall.tell.Verdict;
import io.rollcall.tell.When;
import io.rollcall.tell.dingtalk.DingTalkRobot;
import io.rollcall.vendor.Fault.Kind;
import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One channel over real HTTP and a real store, with time driven by hand. */
@Tag("slow")
class ChannelSenderTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @TempDir
    Path folder;

    private final HandDrivenTime time = new HandDrivenTime();
    private final Sandbox sandbox = Sandbox.start(Company.builtIn(), 0, time);
    private final CamelContext camel = new DefaultCamelContext();
    private final PrivateContext inside = new PrivateContext(camel);
    private final ChannelMonitor monitor = new ChannelMonitor();
    private Store store;
    private ChannelSender sender;

    @BeforeEach
    void start() {
        camel.start();
        store = Store.embedded(folder, Clock.fixed(time.instant(), ZoneOffset.UTC));
        sender = sender(When.PROBLEMS, sandbox.robots().secret("dingtalk"), 0);
    }

    @AfterEach
    void stop() {
        inside.stop();
        camel.stop();
        store.close();
        sandbox.close();
    }

    private ChannelSender sender(When when, String secret, long most) {
        Channel channel = new Channel(
                "ops",
                new DingTalkRobot(),
                Secret.of(sandbox.robots().url("dingtalk")),
                Secret.of(secret),
                when,
                Duration.ofMinutes(10),
                most,
                Language.ENGLISH,
                List.of(),
                false,
                null,
                null,
                null);
        RollcallConfig.Http http = new RollcallConfig.Http(Duration.ofSeconds(3), Duration.ofSeconds(2), 1);
        ChannelSender made = new ChannelSender(
                channel,
                new Post(inside, channel, http, time, (to, mail) -> new Verdict.Unknown("no mail here")),
                new MonthLedger(List::of, store, SHANGHAI),
                store,
                SHANGHAI,
                new Clocks(time, time),
                time,
                time,
                monitor);
        time.runAll();
        return made;
    }

    private void run(RunOutcome outcome, String... codes) {
        sender.report(report(outcome, codes), Names.NONE);
        time.pass(Duration.ZERO);
    }

    private static FlowReport report(RunOutcome outcome, String... codes) {
        List<Problem> problems = List.of(codes).stream()
                .map(code -> new Problem("user UN9", Kind.PERMISSION, code, null, "Grant the permission."))
                .toList();
        return new FlowReport(
                "board",
                "cohost",
                Mode.RUN,
                Trigger.SCHEDULE,
                new RunResult(outcome, problems, List.of(), List.of(), null),
                java.time.Instant.parse("2026-11-20T08:00:00Z"),
                Duration.ofMillis(1),
                Map.of(),
                0);
    }

    private List<String> titles() {
        return sandbox.robots().messages().stream()
                .map(ChannelSenderTest::title)
                .toList();
    }

    private static String title(RobotMessage message) {
        try {
            return new ObjectMapper()
                    .readTree(message.body())
                    .path("markdown")
                    .path("title")
                    .asText();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ChannelStatus status() {
        return monitor.standings().get(0).status();
    }

    private long counted() {
        return store.tell().messages("ops", YearMonth.of(2026, 11));
    }

    @Test
    void failure_isPostedOnce_signed_andCounted() {
        run(RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofHours(1));

        assertThat(titles()).containsExactly("Rollcall: board failed");
        assertThat(counted()).isEqualTo(1);
        assertThat(status().state()).isEqualTo(ChannelStatus.State.UP);
        assertThat(status().deliveredAt()).isEqualTo("2026-11-20T08:00:00Z");
    }

    @Test
    void messageWithoutAnAnswer_isSentAgainWithItsId_andPostedOnce() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).at("1").then(Preset.RESET_AFTER));

        run(RunOutcome.FAILED, "403");
        assertThat(titles()).hasSize(1);
        time.pass(Duration.ofSeconds(10));

        assertThat(sandbox.calls(VendorApi.DINGTALK_ROBOT)).isEqualTo(2);
        assertThat(titles()).hasSize(1);
        assertThat(counted()).isEqualTo(1);
        assertThat(status().deliveredAt()).isNotNull();
    }

    @Test
    void tooFast_silencesTheChannelForTenMinutes_andMergesWhatWaits() {
        sandbox.script(
                Fault.on(VendorApi.DINGTALK_ROBOT)
                        .at("1")
                        .then(
                                200,
                                Map.of(),
                                "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"errcode\":130101,\"errmsg\":\"send too fast\"}"));

        run(RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "404");
        assertThat(status().state()).isEqualTo(ChannelStatus.State.SILENT);
        time.pass(Duration.ofMinutes(9));
        assertThat(titles()).isEmpty();
        time.pass(Duration.ofMinutes(2));

        assertThat(titles()).containsExactly("Rollcall: board failed");
        assertThat(counted()).isEqualTo(1);
        assertThat(status().state()).isEqualTo(ChannelStatus.State.UP);
    }

    @Test
    void wrongSecret_stopsTheChannel_alsoAfterARestart_untilItChanges() {
        sender = sender(When.PROBLEMS, "SECwrong", 0);
        run(RunOutcome.FAILED, "403");
        run(RunOutcome.FAILED, "404");
        time.pass(Duration.ofDays(1));
        sender = sender(When.PROBLEMS, "SECwrong", 0);
        run(RunOutcome.FAILED, "405");
        time.pass(Duration.ofDays(1));

        assertThat(sandbox.calls(VendorApi.DINGTALK_ROBOT)).isEqualTo(1);
        assertThat(status().state()).isEqualTo(ChannelStatus.State.STOPPED);
        assertThat(status().code()).isEqualTo("310000");
        assertThat(status().remedy()).contains("rollcall.tell.ops.secret");
        assertThat(counted()).isZero();

        sender = sender(When.PROBLEMS, sandbox.robots().secret("dingtalk"), 0);
        run(RunOutcome.FAILED, "405");
        assertThat(titles()).containsExactly("Rollcall: board failed");
    }

    @Test
    void test_endsAStop() throws Exception {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).at("1").then(200, Map.of(), "{\"errcode\":400102}"));
        run(RunOutcome.FAILED, "403");
        assertThat(status().state()).isEqualTo(ChannelStatus.State.STOPPED);

        var verdict = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
            try {
                return sender.test(List.of("board"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        org.awaitility.Awaitility.await().until(() -> {
            time.runAll();
            return verdict.isDone();
        });

        assertThat(verdict.get()).isInstanceOf(Verdict.Delivered.class);
        assertThat(titles()).containsExactly("Rollcall test message");
        assertThat(status().state()).isEqualTo(ChannelStatus.State.UP);
    }

    @Test
    void usedUpPool_stopsTheChannelUntilTheBillingMonthEnds() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).at("1").then(200, Map.of(), "{\"errcode\":90020}"));

        run(RunOutcome.FAILED, "403");

        assertThat(status().state()).isEqualTo(ChannelStatus.State.USED_UP);
        assertThat(status().until()).isEqualTo("2026-11-30T16:00:00Z");
        time.pass(Duration.ofDays(11));
        run(RunOutcome.FAILED, "403");
        assertThat(titles()).containsExactly("Rollcall: board failed");
    }

    @Test
    void mostAMonth_isKept_andTheLastMessageSaysSo() {
        sender = sender(When.REPORTS, sandbox.robots().secret("dingtalk"), 2);
        for (int i = 0; i < 10; i++) {
            run(RunOutcome.COMPLETE);
            time.pass(Duration.ofMinutes(10));
        }

        assertThat(titles()).hasSize(2);
        assertThat(sandbox.robots().messages().get(1).body()).contains("This is the last message of this month");
        assertThat(status().remedy()).contains("rollcall.tell.ops.most-a-month is 2");
        time.pass(Duration.ofDays(11));
        run(RunOutcome.COMPLETE);
        assertThat(titles()).hasSize(3);
    }

    @Test
    void forbiddenWord_leavesTheMessageOut_andTheNextGoesThrough() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).at("1").then(200, Map.of(), "{\"errcode\":430102}"));
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(1));
        run(RunOutcome.FAILED, "404");

        assertThat(titles()).hasSize(1);
        assertThat(sandbox.calls(VendorApi.DINGTALK_ROBOT)).isEqualTo(2);
    }

    @Test
    void serviceThatIsDown_isTriedAgainMoreAndMoreSeldom_andHearsOneMessage() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).at("1-5").then(Preset.RESET_BEFORE));
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(1));
        run(RunOutcome.FAILED, "404");
        time.pass(Duration.ofHours(1));

        assertThat(titles()).isNotEmpty();
        assertThat(sandbox.calls(VendorApi.DINGTALK_ROBOT)).isLessThan(12);
    }

    @Test
    void afterARestart_whatWasToldIsNotToldAgain() {
        run(RunOutcome.FAILED, "403");
        sender = sender(When.PROBLEMS, sandbox.robots().secret("dingtalk"), 0);
        run(RunOutcome.FAILED, "403");
        time.pass(Duration.ofMinutes(30));
        assertThat(titles()).hasSize(1);

        run(RunOutcome.COMPLETE);
        time.pass(Duration.ofMinutes(10));
        assertThat(titles().get(1)).startsWith("Rollcall: board works again.");
    }
}
