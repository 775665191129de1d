package com.example.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpResponse;
import io.rollcall.http.RetryAfter;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.FaultRule;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all answers of Acme Rooms have in common. */
final class AcmeAnswer {
    static final List<Field> HEADERS =
            List.of(new Field("Accept", "application/json"), new Field("Content-Type", "application/json"));

    private static final JsonMapper JSON = new JsonMapper();

    private AcmeAnswer() {}

    // tag::answer[]
    /** The answer's JSON; missing where it is none, because reading an answer never throws. */
    static JsonNode json(HttpResponse response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** The fault that an answer stands for; null where it is an answer to the question. */
    static @Nullable Fault refusal(OperationName call, HttpResponse response, JsonNode json) {
        String code = json.path("error").path("code").asText("");
        FaultRule rule = AcmeFaults.rule(response.status(), code, json.isObject());
        return rule == null
                ? null
                : rule.apply(new FaultRule.Facts(
                        origin(call, code, response), RetryAfter.of(response), List.of(), "people.read"));
    }
    // end::answer[]

    static <O> ParsedResponse<O> unreadable(OperationName call, HttpResponse response, String what) {
        return ParsedResponse.refusal(new Fault.Unreadable(
                origin(call, "", response), "Acme Rooms' answer cannot be used: " + what + ". Ask again later."));
    }

    static @Nullable String requestId(HttpResponse response) {
        return response.header("X-Acme-Request").orElse(null);
    }

    private static Fault.Origin origin(OperationName call, String code, HttpResponse response) {
        return new Fault.Origin(call, code, requestId(response));
    }
}
