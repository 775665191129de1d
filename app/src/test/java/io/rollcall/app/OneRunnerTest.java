package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that run one flow on one store: one at a time. */
@Tag("slow")
class OneRunnerTest {
    @TempDir
    Path root;

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private static Rehearsal looking(Path root) throws IOException {
        Rehearsal rehearsal = Rehearsal.below(root);
        rehearsal.write(
                "rollcall.properties",
                rehearsal.vendors()
                        + "rollcall.flow.board.type=cohost\n"
                        + "rollcall.flow.board.users=UN-lisi,UN-john\n"
                        + "rollcall.flow.board.schedule=1s\n"
                        + "rollcall.flow.duty.type=invite\n"
                        + "rollcall.flow.duty.meetings-of=UN-zhangsan\n"
                        + "rollcall.flow.duty.phones=+8613800138000:Duty phone\n"
                        + "rollcall.flow.duty.schedule=1s\n");
        return rehearsal;
    }

    private static long reports(Running running, String flow) throws IOException {
        return running.out()
                .lines()
                .filter(line -> line.contains("\"flow\":\"" + flow + "\""))
                .count();
    }

    private static Running started(Rehearsal rehearsal, String... flows) throws IOException {
        String[] arguments = new String[flows.length + 3];
        arguments[0] = "run";
        arguments[1] = "--output";
        arguments[2] = "json";
        System.arraycopy(flows, 0, arguments, 3, flows.length);
        return rehearsal.program.start(arguments);
    }

    private static void takesOverAfterAKill(Rehearsal rehearsal) throws Exception {
        try (Running first = started(rehearsal, "board")) {
            await(() -> reports(first, "board") >= 1);
            try (Running second = started(rehearsal, "board")) {
                await(() -> second.err().contains("already runs"));
                assertThat(second.err())
                        .contains("board")
                        .contains("process " + first.process().pid());
                long before = reports(first, "board");
                await(() -> reports(first, "board") >= before + 2);
                assertThat(reports(second, "board")).isZero();

                first.kill();
                await(() -> reports(second, "board") >= 2);
                second.terminate();
                assertThat(second.stopped().code()).isZero();
            }
        }
    }

    @Test
    void run_whenAnotherProcessRunsTheFlowOnTheSameFiles_waitsAndTakesOverAfterAKill() throws Exception {
        try (Rehearsal rehearsal = looking(root)) {
            takesOverAfterAKill(rehearsal);
        }
    }

    @Test
    void run_whenAnotherProcessRunsTheFlowOnTheSamePostgres_waitsAndTakesOverAfterAKill() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                Rehearsal rehearsal = looking(root)) {
            rehearsal.and(
                    "rollcall.store.url=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                    "rollcall.store.user=postgres");
            takesOverAfterAKill(rehearsal);
        }
    }

    @Test
    void run_whenTheOtherProcessEndsInOrder_takesOver() throws Exception {
        try (Rehearsal rehearsal = looking(root);
                Running first = started(rehearsal, "board")) {
            await(() -> reports(first, "board") >= 1);
            try (Running second = started(rehearsal, "board")) {
                await(() -> second.err().contains("already runs"));
                first.terminate();
                assertThat(first.stopped().code()).isZero();
                await(() -> reports(second, "board") >= 1);
                assertThat(second.err()).contains("this process runs the flow now");
            }
        }
    }

    @Test
    void run_whenTheFlowsDiffer_runsThemSideBySide() throws Exception {
        try (Rehearsal rehearsal = looking(root);
                Running board = started(rehearsal, "board");
                Running duty = started(rehearsal, "duty")) {
            await(() -> reports(board, "board") >= 2 && reports(duty, "duty") >= 2);
            assertThat(board.err() + duty.err()).doesNotContain("already runs");
        }
    }

    @Test
    void run_whenSomeFlowsRunElsewhere_runsTheOthers() throws Exception {
        try (Rehearsal rehearsal = looking(root);
                Running board = started(rehearsal, "board")) {
            await(() -> reports(board, "board") >= 1);
            try (Running all = started(rehearsal)) {
                await(() -> reports(all, "duty") >= 2 && all.err().contains("already runs"));
                assertThat(reports(all, "board")).isZero();
            }
        }
    }

    @Test
    void run_whenItWaits_endsAtOnceWith0AndHealthSaysThatItWaits() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Rehearsal rehearsal = looking(root);
                Running first = started(rehearsal, "board")) {
            await(() -> reports(first, "board") >= 1);
            try (Running second = rehearsal.program.start("run", "board", "--set", "rollcall.server.port=" + port)) {
                await(() -> second.err().contains("already runs"));
                HttpResponse<String> health = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
                assertThat(health.body())
                        .contains("waiting for the other process: process "
                                + first.process().pid());
                second.terminate();
                Ended ended = second.stopped();
                assertThat(ended.code()).isZero();
                assertThat(ended.out()).isEmpty();
            }
        }
    }

    @Test
    void otherCommands_whenAProcessRunsTheFlow_neverWait() throws Exception {
        try (Rehearsal rehearsal = looking(root);
                Running first = started(rehearsal)) {
            await(() -> reports(first, "board") >= 1 && reports(first, "duty") >= 1);
            for (String command : new String[] {"once", "plan"}) {
                Ended ended = rehearsal.inThisJvm(command, "board", "duty", "--output", "json");
                assertThat(ended.code()).as(ended.err()).isZero();
                assertThat(json(ended.out())).hasSize(2);
            }
            Ended check = rehearsal.inThisJvm("check");
            assertThat(check.code()).as(check.out() + check.err()).isZero();
            assertThat(rehearsal.sandbox.invitations("board-meeting", "+8613800138000"))
                    .isEqualTo(1);
        }
    }
}
