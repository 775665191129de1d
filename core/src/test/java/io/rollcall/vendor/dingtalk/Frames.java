package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Frames as DingTalk sends them: header values and data are texts (docs/vendors/dingtalk-stream.md §2). */
final class Frames {
    static final Instant BORN = Instant.parse("2026-11-20T07:59:59.500Z");
    static final String CORP = "dingCORP";

    private Frames() {}

    /** The answer to an event. */
    static String ok(String messageId) {
        return "{\"code\":200,\"message\":\"OK\",\"headers\":{\"messageId\":\"" + messageId
                + "\",\"contentType\":\"application/json\"},\"data\":\"{\\\"status\\\":\\\"SUCCESS\\\"}\"}";
    }

    static String created(String eventId, String messageId, String conference, long number) {
        return event(
                "meeting_status_change",
                eventId,
                messageId,
                "{\"changeScene\":\"conference_created\",\"statusSeqNum\":\"" + number
                        + "\",\"openConfModel\":{\"conferenceId\":\"" + conference + "\",\"status\":1}}");
    }

    static String event(String type, @Nullable String eventId, @Nullable String messageId, String data) {
        ObjectNode frame = Json.object().put("specVersion", "1.0").put("type", "EVENT");
        ObjectNode headers = frame.putObject("headers");
        headers.put("topic", "*")
                .put("contentType", "application/json")
                .put("time", "1795161600000")
                .put("eventType", type)
                .put("eventCorpId", CORP)
                .put("eventBornTime", Long.toString(BORN.toEpochMilli()));
        if (eventId != null) {
            headers.put("eventId", eventId);
        }
        if (messageId != null) {
            headers.put("messageId", messageId);
        }
        return frame.put("data", data).toString();
    }

    static String system(String topic, String messageId, String data) {
        ObjectNode frame = Json.object().put("type", "SYSTEM");
        frame.putObject("headers").put("topic", topic).put("messageId", messageId);
        return frame.put("data", data).toString();
    }
}
