package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.rollcall.app.Program.Ended;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracked roster against the sandbox, by the commands that an administrator runs. */
@Tag("slow")
class TrackedFlowTest {
    @TempDir
    Path root;

    private Rehearsal tracked() throws Exception {
        return Rehearsal.below(root)
                .and(
                        "rollcall.flow.people.track=true",
                        "rollcall.flow.people.changes=changes.ndjson",
                        "rollcall.flow.people.max-shrink=0");
    }

    private static JsonNode once(Rehearsal rehearsal, int code) throws Exception {
        Ended ended = rehearsal.inThisJvm("once", "people", "--output", "json");
        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(code);
        return json(ended.out()).get(0);
    }

    private static List<String> changes(Rehearsal rehearsal) throws Exception {
        return json(rehearsal.read("changes.ndjson")).stream()
                .map(change -> change.get("change").asText() + " "
                        + change.get("userId").asText())
                .toList();
    }

    @Test
    void once_saysWhatChanged_inItsReportAndInTheFile() throws Exception {
        try (Rehearsal rehearsal = tracked()) {
            JsonNode first = once(rehearsal, 0);
            assertThat(first.get("changed").toString())
                    .isEqualTo("{\"joined\":0,\"left\":0,\"returned\":0,\"moved\":0,\"renamed\":0,\"changed\":0,"
                            + "\"unseen\":0}");
            assertThat(first.get("headCount").asLong())
                    .isEqualTo(rehearsal.sandbox.directory().people());
            assertThat(rehearsal.files()).doesNotContain("changes.ndjson");

            rehearsal.sandbox.directory().leave("mary");
            rehearsal.sandbox.directory().vanish("john");
            rehearsal.sandbox.directory().rename("lisi", "Another");
            JsonNode second = once(rehearsal, 0);

            assertThat(second.at("/changed/left").asInt()).isEqualTo(2);
            assertThat(changes(rehearsal)).containsExactlyInAnyOrder("left mary", "left john", "renamed lisi");

            rehearsal.sandbox.directory().comeBack("mary");
            once(rehearsal, 0);
            assertThat(changes(rehearsal)).hasSize(4).endsWith("returned mary");
            once(rehearsal, 0);
            assertThat(changes(rehearsal)).hasSize(4);
        }
    }

    @Test
    void once_publishesTheChanges() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (Rehearsal rehearsal = tracked()) {
            rehearsal.and("rollcall.flow.people.notify=http://127.0.0.1:"
                    + server.getAddress().getPort() + "/events");
            once(rehearsal, 0);
            rehearsal.sandbox.directory().rename("lisi", "Another");
            received.clear();

            once(rehearsal, 0);

            List<JsonNode> events = json(String.join("\n", received));
            assertThat(events).extracting(event -> event.get("event").asText()).containsExactly("roster", "report");
            assertThat(events.get(0).at("/roster/change").asText()).isEqualTo("renamed");
            assertThat(events.get(0).at("/roster/userId").asText()).isEqualTo("lisi");
            assertThat(events.get(0).toString()).doesNotContain("Another");
            assertThat(events.get(1).at("/report/changed/renamed").asInt()).isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void once_withoutHuawei_tracksTheDirectory() throws Exception {
        try (Rehearsal rehearsal = tracked()) {
            rehearsal.and("rollcall.flow.people.lookup.provider=none");
            JsonNode report = once(rehearsal, 0);

            assertThat(report.at("/lookup/found").asInt()).isZero();
            assertThat(report.get("calls").toString()).doesNotContain("huawei");
            assertThat(rehearsal.read("people.ndjson")).doesNotContain("\"lookup\"", "\"account\"");
        }
    }

    @Test
    void once_whenADepartmentFails_saysNothingOfItsPeople() throws Exception {
        try (Rehearsal rehearsal = tracked()) {
            once(rehearsal, 0);
            rehearsal.sandbox.directory().failDepartment(2, true);

            JsonNode report = once(rehearsal, 3);

            assertThat(report.at("/changed/unseen").asInt()).isZero();
            assertThat(rehearsal.files()).doesNotContain("changes.ndjson");
        }
    }
}
