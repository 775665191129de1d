package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The budget and the set-up with its check, over the API. */
class SetupApiTest extends ApiTest {
    @Test
    void budget_hasTheMonthByDayFlowAndOperation_andWhatIsPlanned() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal, "rollcall.dingtalk.monthly-calls=5000")) {
            api.await(() -> api.get("flows"), answer -> hasRun(answer, "board", "duty"));

            JsonNode account = api.await(
                            () -> api.get("budget"),
                            answer -> answer.get("accounts").get(0).has("forecast"))
                    .get("accounts")
                    .get(0);

            assertThat(account.get("account").asText()).isEqualTo("dingtalk");
            assertThat(account.get("limit").asInt()).isEqualTo(5000);
            assertThat(account.get("reserve").asInt()).isEqualTo(1000);
            assertThat(account.get("status").asText()).isEqualTo("ok");
            long used = account.get("used").asLong();
            assertThat(used).isPositive();
            assertThat(account.get("forecast").asLong()).isGreaterThan(used);
            JsonNode days = account.get("days");
            assertThat(days.get(days.size() - 1).get("calls").asLong()).isEqualTo(used);
            assertThat(account.get("byFlow").get("board").asLong()
                            + account.get("byFlow").get("duty").asLong())
                    .isEqualTo(used);
            assertThat(Rehearsal.keys(account.get("byOperation")))
                    .contains("dingtalk.ongoing-meetings", "dingtalk.set-co-hosts");
            assertThat(account.get("unrecorded").asInt()).isZero();
            assertThat(find(account.get("waiting"), "flow", "board")
                            .get("worst")
                            .asText())
                    .isEqualTo("PT1H");
        }
    }

    @Test
    void setup_hasTheChannelsOfMessages_withWhatIsWrong() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write("url.txt", rehearsal.sandbox.robots().url("dingtalk"));
            try (ApiProgram api = ApiProgram.start(
                    rehearsal,
                    "rollcall.tell.ops.kind=dingtalk",
                    "rollcall.tell.ops.url-file=url.txt",
                    "rollcall.tell.ops.secret=another",
                    "rollcall.tell.ops.when=reports",
                    "rollcall.flow.board.tell=ops")) {
                JsonNode channel = api.await(() -> api.get("setup"), answer -> answer.at("/channels/0/state")
                                .asText()
                                .equals("stopped"))
                        .at("/channels/0");
                assertThat(channel.get("channel").asText()).isEqualTo("ops");
                assertThat(channel.get("kind").asText()).isEqualTo("dingtalk");
                assertThat(channel.get("code").asText()).isEqualTo("310000");
                assertThat(channel.get("message").asText()).contains("rollcall.tell.ops.secret");
                assertThat(channel.get("since").asText()).endsWith("Z");
            }
        }
    }

    @Test
    void setup_saysWhatRunsWhere_andACheckRunsInTheBackground() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root);
                ApiProgram api = ApiProgram.start(rehearsal, "rollcall.dingtalk.monthly-calls=5000")) {
            JsonNode setup = api.get("setup");
            assertThat(Rehearsal.keys(setup))
                    .containsExactly("version", "java", "os", "started", "files", "streams", "check", "channels");
            assertThat(setup.get("files").get("configuration").get(0).asText()).endsWith("rollcall.properties");
            assertThat(setup.get("files").get("store").asText()).endsWith("rollcall-data");
            assertThat(setup.get("check").toString()).isEqualTo("{\"running\":false,\"meteredCalls\":3,\"lines\":[]}");

            assertThat(api.post("check", "{}").get("running").asBoolean()).isTrue();
            JsonNode check = api.await(() -> api.get("setup"), answer -> answer.get("check")
                            .has("at"))
                    .get("check");
            assertThat(check.get("running").asBoolean()).isFalse();
            assertThat(find(check.get("lines"), "check", "dingtalk.ongoing-meetings")
                            .get("result")
                            .asText())
                    .isEqualTo("ok");
        }
    }
}
