package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames that a company file can have the gateway send, beside the usual ones. */
@Timeout(60)
@Tag("slow")
class StreamFramesTest {
    private static Sandbox start(String faults) {
        return Sandbox.start(
                Company.parse(StreamTest.COMPANY.replace(
                        "\"registeredPercent\": 100", "\"registeredPercent\": 0, \"faults\": {" + faults + "}")),
                0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-json", "array", "unknown-type", "unknown-topic", "without-headers", "oversized"})
    void oddFrame_precedesTheEvent(String kind) throws Exception {
        try (Sandbox sandbox = start("\"oddPercent\": 100, \"oddFrames\": [\"" + kind + "\"]");
                StreamClient client = StreamClient.connect(sandbox)) {
            client.system("CONNECTED");
            sandbox.join("board", "UN-late");
            JsonNode odd = client.next();
            JsonNode event = client.next();

            assertThat(isOdd(kind, odd)).isTrue();
            assertThat(event.path("headers").path("eventType").asText()).isEqualTo("meeting_member_status_change");
            client.acknowledge(event);
            StreamClient.eventually(() -> sandbox.stream().pushes().get(0).acknowledgement() != null);
        }
    }

    private static boolean isOdd(String kind, JsonNode frame) {
        return switch (kind) {
            case "not-json" -> frame.isTextual();
            case "array" -> frame.isArray();
            case "unknown-type" -> frame.path("type").asText().equals("NOTICE");
            case "unknown-topic" -> frame.path("type").asText().equals("CALLBACK");
            case "without-headers" -> !frame.has("headers");
            default -> frame.path("data").asText().length() > 1024 * 1024;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"without-spec-version", "header", "named-topic", "numbers", "repeated-keys"})
    void variant_isStillTheEvent(String kind) throws Exception {
        try (Sandbox sandbox = start("\"variantPercent\": 100, \"variants\": [\"" + kind + "\"]");
                StreamClient client = StreamClient.connect(sandbox)) {
            client.system("CONNECTED");
            sandbox.startMeeting("later");
            JsonNode event = client.next();

            assertThat(isVariant(kind, event)).isTrue();
            assertThat(StreamClient.data(event)
                            .path("openConfModel")
                            .path("conferenceId")
                            .asText())
                    .isEqualTo("later");
            assertThat(event.findValue("eventType").asText()).isEqualTo("meeting_status_change");
        }
    }

    private static boolean isVariant(String kind, JsonNode frame) {
        JsonNode headers = frame.path("headers");
        return switch (kind) {
            case "without-spec-version" -> !frame.has("specVersion");
            case "header" -> frame.has("header") && !frame.has("headers");
            case "named-topic" -> headers.path("topic").asText().equals("dingTalk");
            case "numbers" ->
                headers.path("eventBornTime").isNumber() && headers.path("time").isNumber();
            default -> frame.path("data").asText().split("bizScene", -1).length == 3;
        };
    }
}
