package io.rollcall.camel.internal.tell;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.rollcall.store.Store;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.Names;
import io.rollcall.tell.Verdict;
import io.rollcall.tell.dingtalk.DingTalkRobot;
import io.rollcall.vendor.Fault.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One channel over real HTTP to the sandbox and a real store, with time driven by hand. */
@Timeout(120)
abstract class ChannelTestSupport {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @TempDir
    Path folder;

    final HandDrivenTime time = new HandDrivenTime();
    final Sandbox sandbox = Sandbox.start(Company.builtIn(), 0, time);
    final ChannelMonitor monitor = new ChannelMonitor();
    final RobotRates rates = new RobotRates(time);
    Duration clockIsOff = Duration.ZERO;
    Store store;
    ChannelSender sender;
    private final CamelContext camel = new DefaultCamelContext();
    private final PrivateContext inside = new PrivateContext(camel);
    private Channel channel;

    @BeforeEach
    void start() {
        camel.start();
        store = openStore();
    }

    Store openStore() {
        return Store.embedded(folder, Clock.fixed(time.instant(), ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        inside.stop();
        camel.stop();
        store.close();
        sandbox.close();
    }

    RobotChannel dingtalk() {
        return new RobotChannel(
                new DingTalkRobot(),
                sandbox.robots().url("dingtalk"),
                sandbox.robots().secret("dingtalk"));
    }

    /** Starts the channel, or goes on with these settings. */
    void use(RobotChannel settings) {
        channel = settings.channel();
        if (sender == null) {
            sender = sender(channel, monitor, rates);
        } else {
            sender.use(channel);
        }
        time.pass(Duration.ZERO);
    }

    /** Ends the channel, and starts it again on the same store, as another process would. */
    void restart() {
        sender.close();
        time.runAll();
        sender = sender(channel, monitor, new RobotRates(time));
    }

    /** The channel in another process that uses the same store. */
    ChannelSender otherProcess() {
        return sender(channel, new ChannelMonitor(), new RobotRates(time));
    }

    ChannelSender sender(Channel settings, ChannelMonitor shown, RobotRates shared) {
        Clocks clocks = new Clocks(this::wall, time);
        RollcallConfig.Http http = new RollcallConfig.Http(Duration.ofSeconds(3), Duration.ofSeconds(2), 1);
        ChannelSender made = new ChannelSender(
                settings,
                new Post(inside, settings.name(), http, time, (to, mail) -> new Verdict.Unknown("no mail here")),
                new ChannelState(settings, store, new MonthLedger(List::of, store, SHANGHAI), shown, wall()),
                shared,
                SHANGHAI,
                clocks,
                new ChannelThread(settings.name(), time, thread -> {}, time, time));
        time.runAll();
        return made;
    }

    private Instant wall() {
        return time.instant().plus(clockIsOff);
    }

    void run(RunOutcome outcome, String... codes) {
        run(sender, "board", outcome, codes);
    }

    void run(ChannelSender to, String flow, RunOutcome outcome, String... codes) {
        to.report(report(flow, outcome, codes), Names.NONE);
        time.pass(Duration.ZERO);
    }

    static FlowReport report(String flow, RunOutcome outcome, String... codes) {
        List<Problem> problems = List.of(codes).stream()
                .map(code -> new Problem("user UN9", Kind.PERMISSION, code, null, "Problem " + code + "."))
                .toList();
        return new FlowReport(
                flow,
                "cohost",
                Mode.RUN,
                Trigger.SCHEDULE,
                new RunResult(outcome, problems, List.of(), List.of(), null),
                Instant.parse("2026-11-20T08:00:00Z"),
                Duration.ofMillis(1),
                Map.of(),
                0);
    }

    /** Sends a test message, which takes up to four seconds. */
    Verdict test(ChannelSender of) {
        CompletableFuture<Verdict> verdict = CompletableFuture.supplyAsync(() -> {
            try {
                return of.test(List.of("board"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().until(() -> {
            time.pass(Duration.ofSeconds(1));
            return verdict.isDone();
        });
        return verdict.join();
    }

    List<String> titles() {
        return sandbox.robots().messages().stream()
                .map(message -> json(message).path("markdown").path("title").asText())
                .toList();
    }

    static JsonNode json(RobotMessage message) {
        try {
            return new ObjectMapper().readTree(message.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChannelStatus status() {
        return monitor.standings().get(0).status();
    }

    long counted() {
        return store.tell().messages("ops", YearMonth.of(2026, 11));
    }
}
