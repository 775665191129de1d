package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.CheckReport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class StoppingTest extends RollcallTestSupport {
    private static final String[] BOARD = {
        "rollcall.flow.board.type=cohost",
        "rollcall.flow.board.users=UN-lisi,UN-john",
        "rollcall.flow.board.schedule=1h"
    };

    private CompletableFuture<FlowReport> inBackground(String flow) {
        return CompletableFuture.supplyAsync(
                () -> rollcall.run(flow(flow), Mode.ONCE).orElseThrow());
    }

    private static FlowReport soon(CompletableFuture<FlowReport> report) throws Exception {
        return report.get(60, TimeUnit.SECONDS);
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("rollcall"))
                .filter(name -> !name.equals("rollcall-test"))
                .toList();
    }

    @Test
    void stop_whenCallsWaitForAPlace_endsThemAllAtOnceAndTruthfully() throws Exception {
        play(Company.builtIn());
        String users =
                String.join(",", IntStream.range(0, 300).mapToObj(i -> "UN" + i).toList());
        start(
                "rollcall.dingtalk.calls-per-second=1",
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=" + users);
        CompletableFuture<FlowReport> running = inBackground("board");
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);

        rollcall.stop(Duration.ofSeconds(5));

        FlowReport report = soon(running);
        assertThat(report.calls().values().stream().mapToLong(n -> n).sum()).isLessThan(10);
        assertThat(problems(report))
                .filteredOn(problem -> problem.endsWith(": no-answer"))
                .hasSizeGreaterThan(290);
        assertThat(calls(report)).isEqualTo(sandbox.calls());
    }

    @Test
    void stop_whenACallRestsAfterARefusal_endsIt() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).then(Preset.QPM));
        start(BOARD);
        CompletableFuture<FlowReport> running = inBackground("board");
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS) > 0);

        rollcall.stop(Duration.ofSeconds(5));

        assertThat(changes(soon(running))).allMatch(change -> change.endsWith("failed"));
    }

    @Test
    void stop_whenACallIsUnanswered_endsTheRunAndSaysUnknown() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).then(Preset.NO_ANSWER));
        start(List.of(BOARD).toArray(String[]::new));
        camel.getShutdownStrategy().setTimeout(1);
        CompletableFuture<FlowReport> running = inBackground("board");
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS) > 0);

        camel.stop();

        FlowReport report = soon(running);
        assertThat(changes(report)).allMatch(change -> change.endsWith("unknown"));
        assertThat(outcome(report)).isEqualTo("incomplete");
    }

    @Test
    void stop_whenACheckIsUnanswered_endsIt_andNoOtherBegins() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).after(Duration.ofSeconds(30)));
        start(BOARD);
        CompletableFuture<CheckReport> checking = CompletableFuture.supplyAsync(rollcall::check);
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);

        rollcall.stop(Duration.ofMillis(100));

        assertThat(checking.get(5, TimeUnit.SECONDS).lines().toString()).contains("Rollcall was stopped");
        Map<String, Long> before = sandbox.calls();
        assertThat(rollcall.check().lines().toString()).contains("Rollcall was stopped");
        assertThat(sandbox.calls()).isEqualTo(before);
    }

    @Test
    void stop_whenARosterIsBeingWritten_leavesNoHalfFile() throws Exception {
        play(Company.generated(2000, 40));
        start("rollcall.flow.people.type=roster", "rollcall.flow.people.output=roster.ndjson");
        Files.writeString(folder.resolve("roster.ndjson"), "from before\n");
        // the stop's grace would let it end in order
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS).at("7-").after(Duration.ofSeconds(30)));
        camel.getShutdownStrategy().setTimeout(1);
        CompletableFuture<FlowReport> running = inBackground("people");
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_DEPARTMENT_USERS) > 5);

        camel.stop();

        FlowReport report = soon(running);
        assertThat(outcome(report)).isNotEqualTo("complete");
        assertThat(Files.readString(folder.resolve("roster.ndjson"))).isEqualTo("from before\n");
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void stop_whenEverythingWasUsed_leavesNoThreadAndNoConnection() throws Exception {
        play(Company.builtIn());
        start(BOARD);
        once("board");
        rollcall.schedule(flow("board"));
        assertThat(ownThreads()).isNotEmpty();

        camel.stop();

        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
        await().untilAsserted(() -> assertThat(established(sandbox.port())).isZero());
    }

    /** Client connections to a loopback port, as the kernel sees them. */
    private static long established(int port) throws IOException {
        String remote = String.format(":%04X 01 ", port);
        try (var lines = Files.lines(Path.of("/proc/self/net/tcp"))) {
            return lines.filter(line -> line.contains(remote)).count();
        } catch (NoSuchFileException notLinux) {
            return 0;
        }
    }

    @Test
    void run_whenTheContextWasStopped_endsAtOnceAndSaysSo() throws Exception {
        play(Company.builtIn());
        start(BOARD);
        once("board");
        camel.stop();

        FlowReport report = soon(inBackground("board"));

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(report.calls()).isEmpty();
        assertThat(problems(report)).anyMatch(problem -> problem.endsWith(": no-answer"));
    }

    @Test
    void run_whenTheStoreIsLostInBetween_changesNothingAndSaysSo() throws Exception {
        play(Company.builtIn());
        start(BOARD);
        store.close();

        FlowReport report = soon(inBackground("board"));

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(problems(report)).containsExactly("store: no-answer");
        assertThat(sandbox.calls()).doesNotContainKey("dingtalk.set-co-hosts");
    }

    @Test
    void run_whenTheSameFlowIsRunning_isLeftOut() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).after(Duration.ofMillis(500)));
        start(BOARD);
        CompletableFuture<FlowReport> running = inBackground("board");
        await().until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);

        assertThat(rollcall.run(flow("board"), Mode.ONCE)).isEmpty();
        assertThat((Object) context.createProducerTemplate().requestBody("rollcall:run?flow=board", "left over"))
                .isNull();

        assertThat(outcome(soon(running))).isEqualTo("complete");
        assertThat(outcome(once("board"))).isEqualTo("complete");
    }
}
