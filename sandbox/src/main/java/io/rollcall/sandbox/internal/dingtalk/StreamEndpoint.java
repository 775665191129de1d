package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.stream.Gateway;
import io.rollcall.sandbox.script.VendorApi;

/** {@code POST /v1.0/gateway/connections/open} (docs/vendors/dingtalk-stream.md §1). Thread-safe. */
final class StreamEndpoint {
    private final DingTalkSettings settings;
    private final AccessChecks access;
    private final Gateway gateway;

    StreamEndpoint(DingTalkSettings settings, AccessChecks access, Gateway gateway) {
        this.settings = settings;
        this.access = access;
        this.gateway = gateway;
    }

    /** Issues a ticket. Assumption: an invalid body is a parameter error; its response is not documented. */
    Response open(Request request) {
        JsonNode body = request.json();
        boolean right = settings.clientId().equals(body.path("clientId").textValue())
                && settings.clientSecret().equals(body.path("clientSecret").textValue());
        if (!right) {
            return OpenApiErrors.authFailed();
        }
        if (!isSubscription(body.path("subscriptions"))) {
            return OpenApiErrors.error(400, "paramError", "subscriptions");
        }
        Response refusal = access.rateAndQuota(VendorApi.DINGTALK_OPEN_STREAM);
        return refusal != null
                ? refusal
                : OpenApiErrors.ok(
                        Json.object().put("endpoint", gateway.endpoint()).put("ticket", gateway.ticket()));
    }

    private static boolean isSubscription(JsonNode subscriptions) {
        return subscriptions.isArray()
                && !subscriptions.isEmpty()
                && subscriptions.valueStream().allMatch(StreamEndpoint::isKnown);
    }

    /** Events by the star only; robots and cards by their own topics. */
    private static boolean isKnown(JsonNode subscription) {
        String topic = subscription.path("topic").asText("");
        return switch (subscription.path("type").asText("")) {
            case "EVENT" -> topic.equals("*");
            case "CALLBACK" -> topic.startsWith("/v1.0/");
            default -> false;
        };
    }
}
