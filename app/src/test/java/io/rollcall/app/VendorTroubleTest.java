package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person gets to read when a vendor does not do as they wished: what it is, what to do, and the right exit code. */
@Tag("slow")
class VendorTroubleTest {
    private static final String EARLIER = "the earlier one\n";

    @TempDir
    Path root;

    /** Runs a flow as text and as JSON and returns the only problem of the latter. */
    private static JsonNode onlyProblem(Rehearsal rehearsal, String flow, int code, String... more) throws Exception {
        rehearsal.write("people.ndjson", EARLIER);
        String[] text = new String[2 + more.length];
        text[0] = "once";
        text[1] = flow;
        System.arraycopy(more, 0, text, 2, more.length);
        Ended forPeople = rehearsal.inThisJvm(text);
        assertThat(forPeople.code()).isEqualTo(code);
        assertThat(forPeople.err()).isEmpty();
        String[] json = new String[text.length + 2];
        System.arraycopy(text, 0, json, 0, text.length);
        json[text.length] = "--output";
        json[text.length + 1] = "json";
        Ended forScripts = rehearsal.inThisJvm(json);
        assertThat(forScripts.code()).isEqualTo(code);
        JsonNode report = json(forScripts.out()).get(0);
        assertThat(report.get("outcome").asText()).isEqualTo(code == 1 ? "failed" : "incomplete");
        assertThat(report.get("problems")).isNotEmpty();
        JsonNode problem = report.get("problems").get(0);
        assertThat(report.get("problems"))
                .allSatisfy(other -> assertThat(other.get("message")).isEqualTo(problem.get("message")));
        assertThat(forPeople.out().lines().filter(line -> line.strip().equals(message(problem))))
                .as("told once, for whomever it concerns")
                .hasSize(1);
        assertThat(rehearsal.read("people.ndjson")).isEqualTo(EARLIER);
        return problem;
    }

    private static String fault(JsonNode problem) {
        return problem.get("fault").asText();
    }

    private static String message(JsonNode problem) {
        return problem.get("message").asText();
    }

    @Test
    void onceCohost_whenTheSecretIsWrong_namesTheKeysToLookAt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            JsonNode problem =
                    onlyProblem(rehearsal, "board", 1, "--set", "rollcall.dingtalk.client-secret=wrong-secret");
            assertThat(fault(problem)).isEqualTo("token");
            assertThat(message(problem)).contains("client-secret");
        }
    }

    @Test
    void onceRoster_whenTheHuaweiKeyIsWrong_namesTheKeysToLookAt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            JsonNode problem = onlyProblem(rehearsal, "people", 3, "--set", "rollcall.huawei.app-key=wrong-secret");
            assertThat(fault(problem)).isEqualTo("token");
            assertThat(message(problem)).contains("app-key");
        }
    }

    @Test
    void onceRoster_whenTheDepartmentIsUnknown_saysWhich() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            JsonNode problem = onlyProblem(rehearsal, "people", 3, "--set", "rollcall.flow.people.departments=2,4711");
            assertThat(problem.get("subject").asText()).isEqualTo("department 4711");
            assertThat(fault(problem)).isEqualTo("not-found");
        }
    }

    @Test
    void onceRoster_whenNoDepartmentIsKnown_fails() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            JsonNode problem = onlyProblem(rehearsal, "people", 1, "--set", "rollcall.flow.people.departments=4711");
            assertThat(problem.get("subject").asText()).isEqualTo("department 4711");
        }
    }

    @Test
    void onceCohost_whenAUserIsUnknown_saysWhichAndPromotesTheOthers() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.inThisJvm(
                    "once", "board", "--output", "json", "--set", "rollcall.flow.board.users=UN-lisi,UN-nobody");
            JsonNode report = json(ended.out()).get(0);
            assertThat(report.get("changes")).hasSize(1);
            assertThat(rehearsal.sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
            assertThat(report.get("problems").toString()).contains("UN-nobody");
            assertThat(ended.code()).isEqualTo(3);
        }
    }

    @Test
    void onceCohost_whenThePermissionIsMissing_namesIt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root, company -> ((ObjectNode) company.get("dingtalk"))
                .putArray("withoutPermissions")
                .add("VideoConference.Conference.Read"))) {
            JsonNode problem = onlyProblem(rehearsal, "board", 1);
            assertThat(fault(problem)).isEqualTo("permission");
            assertThat(message(problem)).contains("VideoConference.Conference.Read");
        }
    }

    @Test
    void onceInvite_whenThePermissionToInviteIsMissing_callsNoOneAndReportsIt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root, company -> ((ObjectNode) company.get("dingtalk"))
                .putArray("withoutPermissions")
                .add("VideoConference.Conference.Write"))) {
            JsonNode problem = onlyProblem(rehearsal, "duty", 1);
            assertThat(fault(problem)).isEqualTo("permission");
            assertThat(message(problem)).contains("VideoConference.Conference.Write");
            assertThat(rehearsal.sandbox.invitations()).isEmpty();
        }
    }

    @Test
    void onceRoster_whenThePermissionIsMissing_namesIt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root, company -> ((ObjectNode) company.get("dingtalk"))
                .putArray("withoutPermissions")
                .add("qyapi_get_department_member"))) {
            JsonNode problem = onlyProblem(rehearsal, "people", 1);
            assertThat(fault(problem)).isEqualTo("permission");
            assertThat(message(problem)).contains("qyapi_get_department_member");
        }
    }

    @Test
    void once_whenTheHostCannotBeReached_saysThatNothingWasSent() throws Exception {
        int nobodyListens;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobodyListens = free.getLocalPort();
        }
        String address = "http://127.0.0.1:" + nobodyListens;
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            for (String flow : List.of("board", "people")) {
                JsonNode problem = onlyProblem(
                        rehearsal,
                        flow,
                        1,
                        "--set",
                        "rollcall.dingtalk.api-url=" + address,
                        "--set",
                        "rollcall.dingtalk.oapi-url=" + address);
                assertThat(fault(problem)).isEqualTo("no-answer");
                assertThat(message(problem)).contains("the connection was refused", "Check the address");
            }
        }
    }
}
