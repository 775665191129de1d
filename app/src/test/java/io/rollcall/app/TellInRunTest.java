package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel of a running program, which another command repairs. */
@Tag("slow")
class TellInRunTest {
    @TempDir
    Path root;

    private static JsonNode channel(int port) throws Exception {
        String body = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(body).path("channels").path("ops");
    }

    @Test
    void channelThatWasStopped_worksAgain_onceATestOfAnotherProcessArrives() throws Exception {
        int port;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = any.getLocalPort();
        }
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write(
                    "rollcall.properties",
                    rehearsal.vendors()
                            + "rollcall.server.port=" + port + "\n"
                            + "rollcall.flow.board.type=cohost\n"
                            + "rollcall.flow.board.users=UN-lisi\n"
                            + "rollcall.flow.board.schedule=1s\n"
                            + "rollcall.flow.board.tell=ops\n"
                            + "rollcall.tell.ops.kind=dingtalk\n"
                            + "rollcall.tell.ops.url="
                            + rehearsal.sandbox.robots().url("dingtalk") + "\n"
                            + "rollcall.tell.ops.secret="
                            + rehearsal.sandbox.robots().secret("dingtalk") + "\n");
            rehearsal.sandbox.script(
                    Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT)
                    .at("1")
                    .then(200, Map.of(), "{\"errcode\":400102,\"errmsg\":\"robot is stopped\"}"));
            try (Running running = rehearsal.program.start("run")) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .untilAsserted(() -> {
                            JsonNode stopped = channel(port);
                            assertThat(stopped.path("status").asText()).isEqualTo("stopped");
                            assertThat(stopped.path("code").asText()).isEqualTo("400102");
                            assertThat(stopped.path("message").asText()).contains("The robot is stopped");
                            assertThat(stopped.path("waiting").asBoolean()).isTrue();
                        });

                assertThat(rehearsal.inThisJvm("tell", "ops", "--test").code()).isZero();

                Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    assertThat(channel(port).path("status").asText()).isEqualTo("up");
                    assertThat(rehearsal.sandbox.robots().messages()).hasSize(2);
                });
                assertThat(rehearsal.sandbox.robots().messages().get(1).body()).contains("board failed");
                running.terminate();
                assertThat(running.stopped().code()).isZero();
            }
        }
    }
}
