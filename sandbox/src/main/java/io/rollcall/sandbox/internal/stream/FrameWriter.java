package io.rollcall.sandbox.internal.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.StreamSettings.OddFrame;
import io.rollcall.sandbox.internal.company.StreamSettings.Variant;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.SandboxClock;
import java.util.regex.Pattern;

/**
 * Writes the gateway's frames: every header is a string, and {@code data} is a string that holds JSON
 * (docs/vendors/dingtalk-stream.md §2). Thread-safe.
 */
final class FrameWriter {
    private static final Pattern REPEATABLE = Pattern.compile("\"(calendarEventId|bizScene)\":\"[^\"]*\",");
    private static final int OVERSIZED = 1024 * 1024 + 1;

    private final SandboxClock clock;
    private final String corpId;

    FrameWriter(SandboxClock clock, String corpId) {
        this.clock = clock;
        this.corpId = corpId;
    }

    String system(String topic, String messageId, String data) {
        return frame("SYSTEM", topic, messageId, data).toString();
    }

    String event(Delivery delivery, String connection) {
        return eventFrame(delivery, connection).toString();
    }

    private ObjectNode eventFrame(Delivery delivery, String connection) {
        ObjectNode frame = frame("EVENT", "*", delivery.messageId(), delivery.data());
        frame.withObject("/headers")
                .put("connectionId", connection)
                .put("eventType", delivery.event().eventType())
                .put("eventId", delivery.eventId())
                .put("eventCorpId", corpId)
                .put("eventBornTime", Long.toString(delivery.bornMillis()))
                .put("eventUnifiedAppId", "00000000-0000-4000-8000-000000000001");
        return frame;
    }

    private ObjectNode frame(String type, String topic, String messageId, String data) {
        ObjectNode frame = Json.object().put("specVersion", "1.0").put("type", type);
        frame.putObject("headers")
                .put("contentType", "application/json")
                .put("messageId", messageId)
                .put("time", Long.toString(clock.millis()))
                .put("topic", topic);
        return frame.put("data", data);
    }

    /** An event written as on one of the vendor's other pages. */
    String event(Delivery delivery, String connection, Variant variant) {
        ObjectNode frame = eventFrame(delivery, connection);
        ObjectNode headers = frame.withObject("/headers");
        switch (variant) {
            case WITHOUT_SPEC_VERSION -> frame.remove("specVersion");
            case HEADER -> frame.set("header", frame.remove("headers"));
            case NAMED_TOPIC -> headers.put("topic", "dingTalk");
            case NUMBERS -> headers.put("time", clock.millis()).put("eventBornTime", delivery.bornMillis());
            case REPEATED_KEYS ->
                frame.put("data", REPEATABLE.matcher(delivery.data()).replaceAll("$0$0"));
        }
        return frame.toString();
    }

    String odd(OddFrame kind) {
        String messageId = RandomIds.hex();
        return switch (kind) {
            case NOT_JSON -> "{\"specVersion\":\"1.0\",\"type\":";
            case ARRAY -> "[" + frame("EVENT", "*", messageId, "{}") + "]";
            case UNKNOWN_TYPE -> frame("NOTICE", "*", messageId, "{}").toString();
            case UNKNOWN_TOPIC ->
                frame("CALLBACK", "/v1.0/unknown", messageId, "{}").toString();
            case WITHOUT_HEADERS ->
                frame("EVENT", "*", messageId, "{}").without("headers").toString();
            case OVERSIZED ->
                frame("EVENT", "*", messageId, "{\"padding\":\"" + "x".repeat(OVERSIZED) + "\"}")
                        .toString();
        };
    }
}
