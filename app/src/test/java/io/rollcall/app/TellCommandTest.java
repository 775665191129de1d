package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the program tells people of its flows, and what it says of its channels. */
@Tag("slow")
class TellCommandTest {
    @TempDir
    Path root;

    private Rehearsal rehearsal(String secret) throws Exception {
        Rehearsal rehearsal = Rehearsal.below(root);
        rehearsal.write("url.txt", rehearsal.sandbox.robots().url("dingtalk") + "\n");
        return rehearsal.and(
                "rollcall.tell.ops.kind=dingtalk",
                "rollcall.tell.ops.url-file=url.txt",
                "rollcall.tell.ops.secret="
                        + (secret == null ? rehearsal.sandbox.robots().secret("dingtalk") : secret),
                "rollcall.flow.board.tell=ops");
    }

    private static JsonNode channelLine(Rehearsal rehearsal) throws Exception {
        Ended check = rehearsal.inThisJvm("check", "--output", "json");
        return Rehearsal.json(check.out()).stream()
                .filter(line -> line.get("check").asText().equals("tell"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void test_sendsOneMessage_andCheckSaysWhenTheLastOneArrived() throws Exception {
        try (Rehearsal rehearsal = rehearsal(null)) {
            JsonNode before = channelLine(rehearsal);
            assertThat(before.get("result").asText()).isEqualTo("not-testable");
            assertThat(before.get("message").asText()).contains("rollcall tell ops --test");
            assertThat(rehearsal.sandbox.robots().messages()).isEmpty();

            Ended ended = rehearsal.inThisJvm("tell", "ops", "--test");

            assertThat(ended.code()).isZero();
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).contains("The message to ops (dingtalk) arrived.");
            assertThat(rehearsal.sandbox.robots().messages()).hasSize(1);
            assertThat(channelLine(rehearsal).get("message").asText()).startsWith("The last message arrived at ");
        }
    }

    @Test
    void test_whenTheRobotRefuses_saysWhatToDo_andCheckFailsUntilItIsDone() throws Exception {
        try (Rehearsal rehearsal = rehearsal("SECplanted")) {
            Ended ended = rehearsal.inThisJvm("tell", "ops", "--test", "-v");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .contains("was not accepted (310000)", "rollcall.tell.ops.secret")
                    .doesNotContain("SECplanted", "rehearsal-dingtalk");
            JsonNode line = channelLine(rehearsal);
            assertThat(line.get("result").asText()).isEqualTo("failed");
            assertThat(line.get("code").asText()).isEqualTo("310000");

            rehearsal.and(
                    "rollcall.tell.ops.secret=" + rehearsal.sandbox.robots().secret("dingtalk"));
        }
    }

    @Test
    void check_warnsOfAChannelThatIsDown_untilAMessageArrives_alsoAfterItsHold() throws Exception {
        try (Rehearsal rehearsal = rehearsal(null)) {
            rehearsal.inThisJvm("tell", "ops", "--test");
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).then(200, Map.of(), "<html>login</html>"));
            rehearsal.inThisJvm("tell", "ops", "--test");

            JsonNode failing = channelLine(rehearsal);
            assertThat(failing.get("result").asText()).isEqualTo("warning");
            assertThat(failing.get("message").asText()).contains("login page", "Failing since ", "--test");

            rehearsal.sandbox.clearFaults();
            rehearsal.inThisJvm("tell", "ops", "--test");
            assertThat(channelLine(rehearsal).get("result").asText()).isEqualTo("ok");
        }
    }

    @Test
    void check_doesNotTakeTheMessageOfAnotherRobotForThisOnes() throws Exception {
        try (Rehearsal rehearsal = rehearsal(null)) {
            rehearsal.inThisJvm("tell", "ops", "--test");
            rehearsal.write("url.txt", rehearsal.sandbox.robots().url("dingtalk") + "0\n");

            assertThat(channelLine(rehearsal).get("result").asText()).isEqualTo("not-testable");
        }
    }

    @Test
    void once_tellsOfItsFailureBeforeItEnds_andNotTwice() throws Exception {
        try (Rehearsal rehearsal = rehearsal(null)) {
            rehearsal.sandbox.script(
                    Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));

            rehearsal.inThisJvm("plan", "board");
            assertThat(rehearsal.sandbox.robots().messages()).isEmpty();
            rehearsal.inThisJvm("once", "board");
            rehearsal.inThisJvm("once", "board");

            assertThat(rehearsal.sandbox.robots().messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.body()).contains("board failed"));
            rehearsal.sandbox.clearFaults();
            rehearsal.inThisJvm("once", "board");
            assertThat(rehearsal.sandbox.robots().messages()).hasSize(2);
            assertThat(rehearsal.sandbox.robots().messages().get(1).body()).contains("board works again");
        }
    }

    @Test
    void once_whenTheChannelIsDead_hasTheSameExitCode() throws Exception {
        try (Rehearsal rehearsal = rehearsal(null)) {
            rehearsal.and("rollcall.tell.ops.when=reports", "rollcall.http.response-timeout=1s");
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_ROBOT).then(500, Map.of(), "{}"));

            Ended ended = rehearsal.inThisJvm("once", "board");

            assertThat(ended.code()).isZero();
            assertThat(ended.err()).contains("a message of the channel ops").doesNotContain("rehearsal-dingtalk");
        }
    }

    @Test
    void wrongUse_saysWhatIsThere() throws Exception {
        try (Rehearsal rehearsal = rehearsal(null)) {
            assertThat(rehearsal.inThisJvm("tell", "opps", "--test"))
                    .satisfies(ended -> assertThat(ended.code()).isEqualTo(2))
                    .satisfies(
                            ended -> assertThat(ended.err()).contains("There is no channel 'opps'. Configured: ops."));
            assertThat(rehearsal.inThisJvm("tell", "ops").code()).isEqualTo(2);
            assertThat(List.of(rehearsal.sandbox.robots().messages())).containsExactly(List.of());
        }
    }
}
