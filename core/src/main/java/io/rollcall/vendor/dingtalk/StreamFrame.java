package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.json.Json;
import io.rollcall.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text frame of the event connection (docs/vendors/dingtalk-stream.md §2): a type, headers whose values are texts, and data, a
 * text that holds JSON. Tolerant: one page spells {@code headers} as {@code header}, and only type and headers decide. Its text
 * form shows no content.
 *
 * @param type upper case; empty if unknown
 */
record StreamFrame(String type, Json headers, Json data) {

    /** Reads a frame; null where the text is no JSON object. */
    static @Nullable StreamFrame of(String text) {
        try {
            Json frame = Json.read(text.getBytes(StandardCharsets.UTF_8));
            return frame.isObject()
                    ? new StreamFrame(
                            upper(frame.at("type").text()), frame.firstOf("headers", "header"), frame.at("data"))
                    : null;
        } catch (IOException noJson) {
            return null;
        }
    }

    /** Whether it announces that the connection will be closed. It has no answer. */
    boolean isDisconnect() {
        return type.equals("SYSTEM") && topic().equals("DISCONNECT");
    }

    String topic() {
        return upper(headers.at("topic").text());
    }

    /** The answer that an event was received: at once, for it does not depend on what the flows make of it. */
    @Nullable String received() {
        return answer(200, "OK", "{\"status\":\"SUCCESS\"}");
    }

    /** The answer to a ping: the data that came. */
    @Nullable String pong() {
        String sent = data.compact();
        return answer(200, "OK", sent == null ? "{}" : sent);
    }

    /** The answer to what Rollcall does not know or did not subscribe to. */
    @Nullable String notFound() {
        return answer(404, "type not exist", null);
    }

    /** An answer to this frame; null where it has no id to answer to. */
    private @Nullable String answer(int code, String message, @Nullable String answerData) {
        String messageId = headers.at("messageId").id();
        if (messageId == null) {
            return null;
        }
        ObjectNode answer = Json.object().put("code", code).put("message", message);
        answer.putObject("headers").put("messageId", messageId).put("contentType", "application/json");
        if (answerData != null) {
            answer.put("data", answerData);
        }
        return JsonText.of(answer);
    }

    private static String upper(@Nullable String text) {
        return text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
    }
}
