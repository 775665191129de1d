package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command run: start, scheduled runs, stop. */
@Tag("slow")
class RunCommandTest {
    @TempDir
    Path root;

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private static Rehearsal looking(Path root, String period) throws IOException {
        Rehearsal rehearsal = Rehearsal.below(root);
        rehearsal.write(
                "rollcall.properties",
                rehearsal.vendors()
                        + "rollcall.flow.board.type=cohost\n"
                        + "rollcall.flow.board.users=UN-lisi,UN-john\n"
                        + "rollcall.flow.board.schedule=" + period + "\n"
                        + "rollcall.flow.duty.type=invite\n"
                        + "rollcall.flow.duty.meetings-of=UN-zhangsan\n"
                        + "rollcall.flow.duty.phones=+8613800138000:Duty phone\n"
                        + "rollcall.flow.duty.schedule=1h\n");
        return rehearsal;
    }

    private static List<JsonNode> reports(Running running, String flow) throws IOException {
        // only whole lines: the last one may be under way
        String whole = running.out().substring(0, running.out().lastIndexOf('\n') + 1);
        return json(whole).stream()
                .filter(report -> report.get("flow").asText().equals(flow))
                .toList();
    }

    private static void stops(Running running) throws Exception {
        running.terminate();
        assertThat(running.stopped().code()).isZero();
    }

    @Test
    void run_withAPeriod_runsAtTheStartAndOncePerPeriodAndEndsWith0() throws Exception {
        try (Rehearsal rehearsal = looking(root, "1s");
                Running running = rehearsal.program.start("run", "--output", "json")) {
            await(() -> reports(running, "board").size() >= 3
                    && reports(running, "duty").size() == 1);
            stops(running);
            List<JsonNode> board = reports(running, "board");
            assertThat(board).allSatisfy(report -> {
                assertThat(report.get("mode").asText()).isEqualTo("run");
                assertThat(report.get("trigger").asText()).isEqualTo("schedule");
                assertThat(report.get("outcome").asText()).isEqualTo("complete");
            });
            assertThat(board.get(0).get("changes")).hasSize(2);
            assertThat(board.get(1).get("changes")).isEmpty();
            // an hour's period, and yet it looked: the first look is made at once
            assertThat(reports(running, "duty").get(0).get("changes")).hasSize(1);
        }
    }

    @Test
    void run_whenOneFlowsListIsWrong_runsTheOthersAndSaysSo() throws Exception {
        try (Rehearsal rehearsal = looking(root, "1s")) {
            int port = freePort();
            rehearsal.write("night.txt", "UN-lisi\uFF0CUN-john\n");
            rehearsal.write(
                    "rollcall.properties",
                    rehearsal.read("rollcall.properties")
                            + "rollcall.server.port=" + port + "\n"
                            + "rollcall.flow.night.type=cohost\n"
                            + "rollcall.flow.night.users-file=night.txt\n"
                            + "rollcall.flow.night.schedule=1s\n");
            try (Running running = rehearsal.program.start("run", "--output", "json")) {
                await(() -> reports(running, "board").size() >= 2);
                String health = health(port);
                stops(running);
                assertThat(reports(running, "night")).isEmpty();
                assertThat(running.err())
                        .contains("the flow night is off", "night.txt, line 1: holds a full-width comma");
                assertThat(health).contains("\"night\":{\"status\":\"off\"", "a full-width comma");
            }
            for (String command : List.of("once", "plan")) {
                assertThat(rehearsal.inThisJvm(command, "night").code()).isEqualTo(2);
            }
            assertThat(rehearsal.inThisJvm("check").code()).isEqualTo(2);
            assertThat(rehearsal.inThisJvm("plan", "board").code()).isZero();
            assertThat(rehearsal.run("run", "night").code()).isEqualTo(2);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static String health(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void run_whenOneFlowIsNamed_startsThatOneOnly() throws Exception {
        try (Rehearsal rehearsal = looking(root, "1s");
                Running running = rehearsal.program.start("run", "board", "--output", "json")) {
            await(() -> reports(running, "board").size() >= 2);
            stops(running);
            assertThat(reports(running, "duty")).isEmpty();
            assertThat(rehearsal.sandbox.invitations()).isEmpty();
        }
    }

    @Test
    void run_whenItIsStoppedDuringASlowCall_endsSoonWith0() throws Exception {
        try (Rehearsal rehearsal = looking(root, "1h")) {
            rehearsal.sandbox.script(
                    Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).after(Duration.ofSeconds(60)));
            try (Running running = rehearsal.program.start("run", "--output", "json")) {
                await(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);
                stops(running);
            }
        }
    }

    @Test
    void run_whenItIsStoppedDuringAnInvitation_endsSoonAndCallsNoOneTwiceLater() throws Exception {
        try (Rehearsal rehearsal = looking(root, "1h")) {
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("1").after(Duration.ofSeconds(60)));
            try (Running running = rehearsal.program.start("run", "duty", "--output", "json")) {
                await(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE) > 0);
                stops(running);
            }
            Ended later = rehearsal.inThisJvm("once", "duty", "--output", "json");
            assertThat(later.out()).contains("\"reason\":\"outcome-unknown\"");
            assertThat(rehearsal.sandbox.invitations("board-meeting", "+8613800138000"))
                    .isLessThanOrEqualTo(1);
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
        }
    }

    @Test
    void run_whenItIsStoppedDuringAThrottleWait_endsSoonWith0AndReportsWhatWasNotDone() throws Exception {
        try (Rehearsal rehearsal = looking(root, "1h")) {
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                    .then(503, Map.of("Retry-After", "30"), "{\"code\":\"ServiceUnavailable\",\"message\":\"later\"}"));
            try (Running running = rehearsal.program.start("run", "board", "--output", "json")) {
                await(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);
                stops(running);
                assertThat(reports(running, "board"))
                        .allSatisfy(report ->
                                assertThat(report.get("outcome").asText()).isNotEqualTo("complete"));
            }
        }
    }

    @Test
    void onceAndAudit_whenRunIsRunning_workBesideItOnTheSameStore() throws Exception {
        try (Rehearsal rehearsal = looking(root, "1s");
                Running running = rehearsal.program.start("run", "--output", "json")) {
            await(() -> reports(running, "duty").size() == 1);
            Ended once = rehearsal.inThisJvm("once", "duty", "--output", "json");
            assertThat(once.code()).as(once.err()).isZero();
            assertThat(json(once.out()).get(0).get("unchanged").toString()).contains("already-invited");
            Ended audit = rehearsal.inThisJvm("audit", "--output", "json");
            assertThat(audit.code()).isZero();
            assertThat(audit.err()).startsWith("Store: ").hasLineCount(1);
            assertThat(json(audit.out())).hasSize(3);
            assertThat(audit.out()).contains("\"flow\":\"board\"", "\"flow\":\"duty\"", "+8613800138000");
            Ended table = rehearsal.inThisJvm("audit");
            assertThat(table.code()).isZero();
            assertThat(table.out()).contains("UN-lisi", "UN-john", "+8613800138000");
            assertThat(rehearsal.sandbox.invitations("board-meeting", "+8613800138000"))
                    .isEqualTo(1);
            int before = reports(running, "board").size();
            await(() -> reports(running, "board").size() > before);
            stops(running);
        }
    }

    @Test
    void run_whenAFlowFailsAndRecovers_warnsOnceForEach() throws Exception {
        try (Rehearsal rehearsal = looking(root, "1s")) {
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                    .at("1-8")
                    .then(403, Map.of(), "{\"code\":\"Forbidden.AccessDenied.IpNotInWhiteList\",\"message\":\"m\"}"));
            try (Running running = rehearsal.program.start("run", "board", "--output", "json")) {
                await(() -> running.err().contains("complete again"));
                int reports = reports(running, "board").size();
                await(() -> reports(running, "board").size() > reports);
                // a run that the stop ends is a failed one, too
                String logged = running.err();
                stops(running);
                assertThat(logged.lines().filter(line -> line.contains("ProblemLog")))
                        .satisfiesExactly(
                                failed -> assertThat(failed).contains("flow board: failed: permission: "),
                                again -> assertThat(again).contains("flow board: complete again, after "));
            }
        }
    }

    @Test
    void once_withVerbose_logsEachVendorCallWithoutPeopleAndSecrets() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.run("-v", "once", "board", "--output", "json");
            assertThat(json(ended.out())).hasSize(1);
            assertThat(ended.err().lines())
                    .filteredOn(line -> line.contains("RequestLog"))
                    .hasSizeGreaterThan(3)
                    .allMatch(line ->
                            line.matches(".* dingtalk\\.[a-z-]+ HTTP 200(, request id [A-Za-z0-9-]+)?, [0-9]+ ms"))
                    .noneMatch(line -> line.contains("UN-"));
        }
    }
}
