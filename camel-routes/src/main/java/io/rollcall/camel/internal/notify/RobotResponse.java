package io.rollcall.camel.internal.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.json.Sanitizer;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the response of a chat service's robot: these services reject a message in a response of HTTP status 200
 * (docs/integrators/events.md). Stateless and thread-safe.
 */
final class RobotResponse {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_MESSAGE_LENGTH = 200;

    private RobotResponse() {}

    /**
     * Returns why the robot rejected the message.
     *
     * @param host the host of the endpoint
     * @param body the start of the response's body
     * @return null if it did not, or if this is not a robot's response
     */
    static @Nullable String refusal(String host, byte[] body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException noJson) {
            return null;
        }
        if (answer == null || !answer.isObject()) {
            return null;
        }
        // DingTalk and WeCom: errcode, sometimes as a string
        JsonNode code = answer.path("errcode");
        JsonNode message = answer.path("errmsg");
        if (code.isMissingNode() && isFeishu(host)) {
            // other services use these fields in successful responses
            code = answer.path("code");
            message = answer.path("msg");
        }
        String value = code.asText("").strip();
        if (!code.isValueNode() || code.isNull() || value.isEmpty() || value.equals("0")) {
            return null;
        }
        String words = Sanitizer.text(message.asText(""));
        return "the robot refused the message with code "
                + Sanitizer.text(value.length() > 20 ? value.substring(0, 20) : value)
                + (words.isBlank()
                        ? ""
                        : " (" + words.substring(0, Math.min(MAX_MESSAGE_LENGTH, words.length())) + ")");
    }

    private static boolean isFeishu(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".feishu.cn") || name.endsWith(".larksuite.com");
    }
}
