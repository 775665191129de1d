package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.Pause;
import io.rollcall.store.Store;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rollcall pause} and {@code resume}, and what they do to runs of any process. */
@Tag("slow")
class PauseCommandTest {
    @TempDir
    Path root;

    private static JsonNode one(Ended ended) throws IOException {
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        List<JsonNode> lines = json(ended.out());
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    @Test
    void pauseAndResume_printWhatIsPaused_andMayBeRepeated() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(rehearsal.inThisJvm("resume").out()).isEqualToIgnoringNewLines("No flow is paused.");
            assertThat(rehearsal.files()).doesNotContain("rollcall-data");

            for (int i = 0; i < 2; i++) {
                Ended paused = rehearsal.inThisJvm("pause", "board", "--until", "2h", "--reason", "rooms\u001b[2J");
                assertThat(paused.code()).isZero();
                assertThat(paused.out())
                        .matches(
                                "The flow board is paused until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d):"
                                        + " rooms \\[2J\\. To end this pause: rollcall resume board\\R");
                assertThat(paused.err()).contains("Store: " + rehearsal.program.folder());
            }
            assertThat(rehearsal.inThisJvm("pause", "board", "duty").lines())
                    .containsExactly(
                            "The flow board is paused. To end this pause: rollcall resume board",
                            "The flow duty is paused. To end this pause: rollcall resume duty");

            JsonNode paused = one(rehearsal.inThisJvm("pause", "--reason", "audit", "--output", "json"))
                    .get("paused");
            assertThat(paused).hasSize(3);
            assertThat(Rehearsal.keys(paused.get(0))).containsExactly("since", "reason");
            assertThat(paused.get(1).get("flow").asText()).isEqualTo("board");

            Ended alone = rehearsal.inThisJvm("resume", "board");
            assertThat(alone.code()).isEqualTo(1);
            assertThat(alone.err()).contains("All flows are paused, so board cannot be resumed alone");
            assertThat(alone.lines()).hasSize(3);

            assertThat(one(rehearsal.inThisJvm("resume", "--output", "json")).get("paused"))
                    .isEmpty();
            assertThat(rehearsal.inThisJvm("resume", "board").code()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pause bord                | There is no flow 'bord'; did you mean board?",
                "resume bord               | There is no flow 'bord'; did you mean board?",
                "pause board people        | The flow people changes nothing at a vendor",
                "pause --until 2020-01-01  | --until must be a time to come",
                "pause --until tomorrow    | --until must be a time ahead of now",
                "pause --output csv        | --output csv is for audit only",
            })
    void pause_whenItIsWrong_saysSoAndChangesNothing(String arguments, String message) throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended wrong = rehearsal.inThisJvm(arguments.split(" +"));

            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err()).contains(message);
            assertThat(wrong.out()).isEmpty();
            assertThat(rehearsal.files()).doesNotContain("rollcall-data");
        }
    }

    @Test
    void pause_whereNoFlowIsConfigured_takesNamesAsTheyAre() throws Exception {
        Program program = Program.below(root);
        assertThat(program.inThisJvm("pause").code()).isEqualTo(2);
        String store = "rollcall.store.url=embedded:" + root.resolve("shared");

        Ended paused = program.inThisJvm("pause", "board", "--set", store);
        assertThat(paused.code()).isZero();
        assertThat(paused.err()).contains("No flow is configured here, so the names were not checked.");
        assertThat(program.inThisJvm("pause", "bo ard", "--set", store).code()).isEqualTo(2);
        assertThat(program.inThisJvm("resume", "board", "--set", store).lines()).containsExactly("No flow is paused.");
    }

    /** A wrong flow or a missing secret keeps no one from pausing. */
    @Test
    void pause_whenTheRestOfTheConfigurationIsWrong_works() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.flow.board.look=nowhere", "rollcall.dingtalk.client-secret-file=missing");
            assertThat(rehearsal.inThisJvm("once", "board").code()).isEqualTo(2);
            assertThat(rehearsal.inThisJvm("pause", "board").code()).isZero();
        }
    }

    @Test
    void runs_whileTheirFlowIsPaused_changeNothing_andDoItAfterwards() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.inThisJvm("pause", "--reason", "rooms");

            JsonNode board = one(rehearsal.inThisJvm("once", "board", "--output", "json"));
            assertThat(board.get("outcome").asText()).isEqualTo("complete");
            assertThat(board.get("changes")).isNotEmpty().allSatisfy(change -> assertThat(
                            change.get("status").asText())
                    .isEqualTo("paused"));
            Ended duty = rehearsal.inThisJvm("once", "duty");
            assertThat(duty.code()).isZero();
            assertThat(duty.out()).contains("2 paused (invite)");
            assertThat(duty.err()).contains("flow duty: makes no changes: all flows are paused: rooms");
            Ended plan = rehearsal.inThisJvm("plan", "board");
            assertThat(plan.out())
                    .startsWith("PAUSED: All flows are paused: rooms. To end this pause: rollcall resume\n")
                    .contains("would promote");
            Ended audit = rehearsal.inThisJvm("audit");
            assertThat(audit.out()).contains("Rollcall made no changes.");
            assertThat(audit.err()).contains("All flows are paused: rooms.");
            assertThat(rehearsal.inThisJvm("check", "--output", "json").out())
                    .contains(
                            "{\"check\":\"pause\",\"result\":\"warning\",\"flows\":[\"board\",\"duty\"],\"message\":\"All flows");
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE)).isZero();

            rehearsal.inThisJvm("resume");
            assertThat(rehearsal.inThisJvm("once", "board", "duty").code()).isZero();
            assertThat(rehearsal.sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
            assertThat(rehearsal.sandbox.invitations())
                    .hasSize(2)
                    .allSatisfy(invitation -> assertThat(invitation.count()).isEqualTo(1));
        }
    }

    /** Both changes are in the audit, and one waits until the response to the other one has come. */
    @Test
    void pause_fromAnotherProcess_inTheMiddleOfARun_stopsTheRest() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.http.concurrency=1");
            rehearsal.sandbox.join("release-meeting", "UN-john");
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).after(Duration.ofSeconds(4)));
            try (Running once = rehearsal.program.start("once", "board", "--output", "json");
                    Store store =
                            Store.embedded(rehearsal.program.folder().resolve("rollcall-data"), Clock.systemUTC())) {
                await(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS) == 1);
                store.pauses().pause(new Pause("board", Instant.now(), null, null));

                JsonNode report = one(once.ended(120));
                assertThat(report.get("changes").findValuesAsText("status"))
                        .contains("done", "paused")
                        .doesNotContain("failed", "unknown", "planned");
                assertThat(report.get("problems")).isEmpty();
            }
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(1);
            assertThat(rehearsal.inThisJvm("audit", "--output", "json").out())
                    .contains("\"outcome\":\"done\"", "\"outcome\":\"paused\"");
        }
    }

    @Test
    void pause_fromAnotherProcess_stopsTheNextChangeOfARunningProcess_untilResume() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.server.port=" + port);
            try (Running run = rehearsal.program.start(
                    "run", "board", "--output", "json", "--set", "rollcall.flow.board.schedule=1s")) {
                await(() -> rehearsal.sandbox.isCoHost("board-meeting", "UN-lisi"));
                assertThat(rehearsal
                                .inThisJvm("pause", "board", "--reason", "rooms")
                                .code())
                        .isZero();
                long changes = rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS);
                rehearsal.sandbox.join("board-meeting", "UN-mary");

                await(() -> run.out().contains("\"user\":\"UN-mary\",\"reason\":\"listed\",\"status\":\"paused\""));
                await(() -> run.err().contains("flow board: makes no changes: the flow board is paused: rooms"));
                assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS))
                        .isEqualTo(changes);
                assertThat(health(port))
                        .contains("\"paused\":[{\"flow\":\"board\",\"since\":\"")
                        .contains("\"rooms\"}]");
                assertThat(rehearsal.inThisJvm("resume", "board").code()).isZero();

                await(() -> rehearsal.sandbox.isCoHost("board-meeting", "UN-mary"));
                await(() -> run.err().contains("flow board: makes changes again, the pause is over"));
                assertThat(health(port)).contains("\"paused\":[]");
                assertThat(run.err()).containsOnlyOnce("makes no changes");
                run.terminate();
                assertThat(run.stopped().code()).isZero();
            }
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
}
