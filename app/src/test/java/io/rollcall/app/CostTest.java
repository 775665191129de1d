package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What plan and check say of the metered calls that schedules cost. */
@Timeout(120)
@Tag("slow")
class CostTest {
    @TempDir
    private Path root;

    private static List<JsonNode> schedules(Ended check) throws Exception {
        return Rehearsal.json(check.out()).stream()
                .filter(line -> line.get("check").asText().equals("schedule"))
                .toList();
    }

    private static JsonNode schedule(Ended check, String flow) throws Exception {
        return schedules(check).stream()
                .filter(line -> line.get("flows").toString().contains("\"" + flow + "\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void check_whenAFlowIsDisabled_countsOnlyTheOthers() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and(
                    "rollcall.flow.idle.type=cohost",
                    "rollcall.flow.idle.users=UN-lisi",
                    "rollcall.flow.idle.schedule=1s",
                    "rollcall.flow.idle.enabled=false",
                    "rollcall.budget.reserve=0%");

            Ended check = rehearsal.inThisJvm("check", "--output", "json");

            assertThat(schedule(check, "board").get("result").asText()).isEqualTo("ok");
            assertThat(schedule(check, "idle").get("message").asText()).contains("disabled");
            assertThat(schedule(check, "idle").has("meteredCalls")).isFalse();
        }
    }

    @Test
    void check_whenARunFoundMeetings_countsTheCallsForThemAsLastSeen() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            JsonNode before = schedule(rehearsal.inThisJvm("check", "--output", "json"), "duty");
            assertThat(before.get("message").asText()).contains("assumed: 1 meeting", "= about 1,440");
            rehearsal.inThisJvm("plan", "duty");
            assertThat(schedule(rehearsal.inThisJvm("check", "--output", "json"), "duty")
                            .get("message")
                            .asText())
                    .contains("assumed: 1 meeting");

            rehearsal.inThisJvm("once", "duty");

            assertThat(schedule(rehearsal.inThisJvm("check", "--output", "json"), "duty")
                            .get("message")
                            .asText())
                    .contains("for running meetings as last seen", "= about");
        }
    }

    @Test
    void plan_ofTheWholeOrganization_countsTheMeetingsThatItSawItself() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.flow.board.look=organization");

            Ended plan = rehearsal.inThisJvm("plan", "board");

            assertThat(plan.out())
                    .containsPattern(
                            "schedule of board: \\(1 call and [1-9] for running meetings as last seen\\) x 720 runs = about");
        }
    }

    @Test
    void plan_whenCallsAreNotMetered_saysSoInsteadOfAMonthsMeteredCalls() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(rehearsal
                            .run("plan", "board", "--set", "rollcall.dingtalk.monthly-calls=0")
                            .out())
                    .contains("4 users x 720 runs = 2,880 calls in 30 days, not metered")
                    .doesNotContain("(not metered)");
        }
    }
}
