package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static io.rollcall.app.Rehearsal.keys;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script sees of {@code once} and {@code plan}. */
@Tag("slow")
class OnceAndPlanTest {
    private static final List<String> HEAD = List.of(
            "flow",
            "type",
            "mode",
            "trigger",
            "outcome",
            "startedAt",
            "durationMs",
            "calls",
            "meteredCalls",
            "problems");

    @TempDir
    Path root;

    private static List<String> with(List<String> head, String... more) {
        List<String> all = new ArrayList<>(head);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void once_whenAllFlowsAreNamed_printsOneJsonLineEachWithExactlyThePublishedKeys() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.run("once", "board", "duty", "people", "--output", "json");
            assertThat(ended.code()).isZero();
            assertThat(ended.err()).isEmpty();
            List<JsonNode> reports = json(ended.out());
            assertThat(reports)
                    .extracting(report -> report.get("flow").asText())
                    .containsExactly("board", "duty", "people");
            assertThat(reports).allSatisfy(report -> {
                assertThat(report.get("mode").asText()).isEqualTo("once");
                assertThat(report.get("trigger").asText()).isEqualTo("caller");
                assertThat(report.get("outcome").asText()).isEqualTo("complete");
                assertThat(Instant.parse(report.get("startedAt").asText())).isBeforeOrEqualTo(Instant.now());
                assertThat(report.get("durationMs").isIntegralNumber()).isTrue();
                assertThat(report.get("problems")).isEmpty();
            });
            cohost(reports.get(0));
            invite(reports.get(1));
            roster(reports.get(2));
            assertThat(rehearsal.sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
            assertThat(rehearsal.sandbox.invitations("board-meeting", "UN-duty"))
                    .isEqualTo(1);
            assertThat(rehearsal.read("people.ndjson").lines()).hasSize(8);
        }
    }

    private static void cohost(JsonNode report) {
        assertThat(keys(report)).isEqualTo(with(HEAD, "changes", "unchanged"));
        assertThat(report.get("type").asText()).isEqualTo("cohost");
        assertThat(report.get("calls").toString())
                .isEqualTo("{\"dingtalk.token\":1,\"dingtalk.ongoing-meetings\":4,\"dingtalk.set-co-hosts\":1}");
        assertThat(report.get("meteredCalls").asInt()).isEqualTo(5);
        assertThat(report.get("changes").toString())
                .isEqualTo(
                        "[{\"action\":\"promote\",\"meeting\":\"board-meeting\",\"user\":\"UN-lisi\",\"reason\":\"listed\",\"status\":\"done\"},"
                                + "{\"action\":\"promote\",\"meeting\":\"board-meeting\",\"user\":\"UN-john\",\"reason\":\"listed\",\"status\":\"done\"}]");
        assertThat(report.get("unchanged").toString())
                .contains("{\"user\":\"UN-duty\",\"reason\":\"in-no-meeting\"}")
                .contains("{\"meeting\":\"release-meeting\",\"user\":\"UN-lisi\",\"reason\":\"already-host\"}")
                .contains("{\"meeting\":\"release-meeting\",\"user\":\"UN-mary\",\"reason\":\"already-co-host\"}")
                .contains("{\"meeting\":\"release-meeting\",\"user\":\"UN-john\",\"reason\":\"not-active\"}");
    }

    private static void invite(JsonNode report) {
        assertThat(keys(report)).isEqualTo(with(HEAD, "changes", "unchanged"));
        assertThat(report.get("type").asText()).isEqualTo("invite");
        assertThat(report.get("changes")).hasSize(2).allSatisfy(change -> {
            assertThat(change.get("action").asText()).isEqualTo("invite");
            assertThat(change.get("status").asText()).isEqualTo("done");
        });
        assertThat(keys(report.get("changes").get(0))).containsExactly("action", "meeting", "user", "reason", "status");
        assertThat(keys(report.get("changes").get(1)))
                .containsExactly("action", "meeting", "phone", "reason", "status");
    }

    private static void roster(JsonNode report) {
        assertThat(keys(report)).isEqualTo(with(HEAD, "departments", "people", "lookup", "written"));
        assertThat(report.get("departments").asInt()).isEqualTo(4);
        assertThat(report.get("people").asInt()).isEqualTo(8);
        assertThat(report.get("lookup").toString())
                .isEqualTo(
                        "{\"found\":5,\"unchanged\":1,\"not-found\":1,\"forbidden\":1,\"unattributed\":0,\"unknown-status\":0}");
        assertThat(report.get("written").asText()).isEqualTo("people.ndjson");
    }

    @Test
    void plan_whenAllFlowsAreNamed_showsTheSameAndChangesNothing() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.inThisJvm("plan", "board", "duty", "people", "--output", "json");
            assertThat(ended.code()).isZero();
            List<JsonNode> reports = json(ended.out());
            assertThat(reports).hasSize(3).allSatisfy(report -> assertThat(
                            report.get("mode").asText())
                    .isEqualTo("plan"));
            assertThat(reports.get(0).get("changes")).hasSize(2).allSatisfy(change -> assertThat(
                            change.get("status").asText())
                    .isEqualTo("planned"));
            assertThat(reports.get(1).get("changes")).hasSize(2);
            assertThat(keys(reports.get(2))).isEqualTo(with(HEAD, "departments", "people", "lookup"));
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE)).isZero();
            assertThat(rehearsal.files()).containsOnly("rollcall-data", "rollcall.properties");
            assertThat(ended.err()).contains("schedule of board: 4 users x 720 runs = 2,880");
        }
    }

    @Test
    void onceAndPlan_whenNothingElseIsAsked_printReportsForPeople() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended plan = rehearsal.inThisJvm("plan", "board", "duty", "people");
            assertThat(plan.code()).isZero();
            assertThat(plan.err()).isEmpty();
            assertThat(plan.out())
                    .contains("board: complete - 2 would be promoted")
                    .contains("plan only: nothing was changed")
                    .contains("duty: complete - 2 would be invited")
                    .contains("8 people in 4 departments", "A plan writes no file.")
                    .contains("schedule of board: 4 users x 720 runs = 2,880", "schedule of duty:");
            Ended once = rehearsal.inThisJvm("once", "board", "duty", "people");
            assertThat(once.code()).isZero();
            assertThat(once.err()).isEmpty();
            assertThat(once.out())
                    .contains("board: complete - 2 promoted", "Meeting board-meeting", "UN-mary")
                    .contains("duty: complete - 2 invited", "+8613800138000")
                    .contains("Written to people.ndjson");
        }
    }

    @Test
    void once_whenAnswersArePrintedAsThePageHasThem_reportsAndWritesTheSame() throws Exception {
        List<String> reports = new ArrayList<>();
        List<String> rosters = new ArrayList<>();
        for (String answers : List.of("typed", "as-printed")) {
            try (Rehearsal rehearsal = Rehearsal.below(
                    root.resolve(answers), company -> ((ObjectNode) company.get("dingtalk")).put("answers", answers))) {
                Ended ended = rehearsal.inThisJvm("once", "board", "duty", "people", "--output", "json");
                assertThat(ended.code()).isZero();
                reports.add(timeless(ended));
                rosters.add(rehearsal.read("people.ndjson"));
            }
        }
        assertThat(reports.get(1)).isEqualTo(reports.get(0));
        assertThat(rosters.get(1)).isEqualTo(rosters.get(0)).isNotEmpty();
    }

    private static String timeless(Ended ended) throws IOException {
        List<JsonNode> reports = json(ended.out());
        reports.forEach(report -> ((ObjectNode) report).put("startedAt", "").put("durationMs", 0));
        return reports.toString();
    }

    @Test
    void once_whenTheApplicationIsOfAThirdParty_doesTheSame() throws Exception {
        for (String answers : List.of("typed", "as-printed")) {
            try (Rehearsal rehearsal =
                    Rehearsal.below(root.resolve(answers), company -> ((ObjectNode) company.get("dingtalk"))
                            .put("appType", "third-party")
                            .put("answers", answers))) {
                Ended ended = rehearsal.inThisJvm("once", "board", "duty", "people", "--output", "json");
                assertThat(ended.code()).isZero();
                List<JsonNode> reports = json(ended.out());
                cohost(reports.get(0));
                invite(reports.get(1));
                roster(reports.get(2));
            }
        }
    }

    @Test
    void once_whenADepartmentIsHidden_endsWith3AndLeavesTheEarlierRosterAsItWas() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root, company -> company.withArray("departments")
                .addObject()
                .put("id", 9)
                .put("name", "Hidden")
                .put("hidden", true))) {
            rehearsal.write("people.ndjson", "the earlier one\n");
            Ended ended = rehearsal.run("once", "people", "--output", "json");
            assertThat(ended.code()).isEqualTo(3);
            JsonNode report = json(ended.out()).get(0);
            assertThat(report.get("outcome").asText()).isEqualTo("incomplete");
            JsonNode problem = report.get("problems").get(0);
            assertThat(report.get("problems")).hasSize(1);
            assertThat(keys(problem)).containsSubsequence("subject", "fault", "message");
            assertThat(problem.get("subject").asText()).isEqualTo("department 9");
            assertThat(report.get("written").asText()).isEqualTo("people.incomplete.ndjson");
            assertThat(rehearsal.read("people.ndjson")).isEqualTo("the earlier one\n");
            assertThat(rehearsal.read("people.incomplete.ndjson").lines()).hasSize(8);
        }
    }

    @Test
    void once_whenOneFlowFailsAndAnotherDoesNot_endsWith1AndPrintsBoth() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                    .where(Match.UNION_ID, "UN-zhangsan")
                    .then(Preset.PERMISSION));
            Ended ended = rehearsal.run("once", "duty", "board", "--output", "json");
            assertThat(ended.code()).isEqualTo(1);
            List<JsonNode> reports = json(ended.out());
            assertThat(reports)
                    .extracting(report -> report.get("outcome").asText())
                    .containsExactly("failed", "complete");
            JsonNode problem = reports.get(0).get("problems").get(0);
            assertThat(keys(problem)).containsExactly("subject", "fault", "code", "requestId", "message");
            assertThat(problem.get("fault").asText()).isEqualTo("permission");
        }
    }

    @Test
    void once_whenMoreWouldChangeThanAllowed_changesNothingAndEndsWith1() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root).and("rollcall.flow.board.max-changes=1")) {
            Ended ended = rehearsal.inThisJvm("once", "board");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).contains("board: failed").contains("max-changes");
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isZero();
        }
    }
}
