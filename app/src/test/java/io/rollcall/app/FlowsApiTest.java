package io.rollcall.app;

import static io.rollcall.app.ApiProgram.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The flows, their last runs and their pauses, over the API. */
class FlowsApiTest extends ApiTest {
    @Test
    void flows_haveStateScheduleLastRunAndWeek_andNamesOnlyIfTheyAreToBeShown() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            JsonNode flows = api.await(
                    () -> api.get("flows"),
                    answer -> hasRun(answer, "board", "duty")
                            && flow(answer, "board").get("state").asText().equals("idle"));

            JsonNode board = flow(flows, "board");
            assertThat(Rehearsal.keys(board))
                    .containsExactly(
                            "flow", "type", "accounts", "state", "schedule", "nextRun", "last", "stale", "week");
            assertThat(board.get("state").asText()).isEqualTo("idle");
            assertThat(board.get("schedule").asText()).isEqualTo("1h");
            assertThat(board.get("accounts").get(0).asText()).isEqualTo("dingtalk");
            assertThat(board.get("last").get("outcome").asText()).isEqualTo("complete");
            assertThat(board.get("last").get("changes").get("done").asInt()).isPositive();
            assertThat(board.get("week")).hasSize(7);
            JsonNode people = flow(flows, "people");
            assertThat(people.has("last")).isFalse();
            assertThat(people.get("nextRun").asText()).matches("[0-9-]+T[0-9:.]+Z");
            assertThat(api.await(
                                    () -> api.get("flows"),
                                    answer -> flow(answer, "board")
                                                    .get("week")
                                                    .get(6)
                                                    .get("complete")
                                                    .asInt()
                                            == 1)
                            .toString())
                    .doesNotContain("Li Si", "Duty officer");

            JsonNode last = api.get("flows/board/last");
            assertThat(last.get("changes")).isNotEmpty();
            assertThat(last.get("unchanged")).isNotEmpty();
            assertThat(problem(api.send(api.request("flows/bord/last")), 404)).contains("did you mean board?");
            assertThat(problem(api.send(api.request("flows/people/last")), 404)).contains("has not run");
        }
    }

    @Test
    void last_showsTelephoneNumbersOnlyIfNamesAreToBeShown() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "duty"));
            assertThat(api.get("flows/duty/last").toString())
                    .contains("\"phone\":\"+**********000\"")
                    .doesNotContain("13800138000");
        }
        try (Rehearsal rehearsal = Rehearsal.below(root.resolve("named"));
                ApiProgram api = ApiProgram.start(rehearsal, "rollcall.server.show-names=true")) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "duty"));
            assertThat(api.get("flows/duty/last").toString()).contains("\"phone\":\"+8613800138000\"");
        }
    }

    @Test
    void pauseAndResume_doWhatTheCommandsDo() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal)) {
            assertThat(problem(api.postTo("pause", "{\"flows\":[]}"), 400)).contains("flows", "leave it out");
            assertThat(api.post("resume", "{}").get("paused")).isEmpty();

            JsonNode paused = api.post("pause", "{\"flows\":[\"board\"],\"until\":\"2h\",\"reason\":\"rooms\"}");
            assertThat(paused.get("paused").get(0).get("flow").asText()).isEqualTo("board");
            api.await(
                    () -> api.get("flows"),
                    flows -> flow(flows, "board").get("state").asText().equals("paused"));
            assertThat(flow(api.get("flows"), "board")
                            .get("pause")
                            .get("reason")
                            .asText())
                    .isEqualTo("rooms");
            assertThat(rehearsal.inThisJvm("resume").out()).contains("No flow is paused");
            assertThat(flow(api.get("flows"), "board").has("pause")).isFalse();

            api.post("pause", "{}");
            assertThat(problem(api.postTo("resume", "{\"flows\":[\"board\"]}"), 409))
                    .contains("All flows are paused");
            assertThat(api.post("resume", "{}").get("paused")).isEmpty();
            assertThat(problem(api.postTo("pause", "{\"flows\":[\"bord\",\"people\"]}"), 400))
                    .contains("did you mean board?", "The flow people changes nothing at a vendor");
            assertThat(problem(api.postTo("pause", "{\"until\":\"tomorrow\",\"reason\":1,\"flow\":\"board\"}"), 400))
                    .contains(
                            "The field until must be a time ahead of now",
                            "The field reason must be a text",
                            "Unknown field flow.");
            assertThat(problem(api.postTo("flows/board/accept", "{}"), 404)).contains("not a roster");
            assertThat(problem(api.postTo("flows/people/accept", "{}"), 409)).contains("is not quarantined");
        }
    }
}
