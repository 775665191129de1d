package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.Response;

/** Errors of {@code oapi.dingtalk.*}: HTTP 200 and {@code errcode}; the gateway's own come within 88 (docs/vendors/dingtalk.md §3.1). */
final class TopApiErrors {
    private TopApiErrors() {}

    static Response bare(long code, String message) {
        return response(Json.object().put("errcode", code).put("errmsg", message));
    }

    static Response wrapped(String subCode, String subMessage) {
        return wrapped(88, subCode, subMessage);
    }

    static Response wrapped(long code, String subCode, String subMessage) {
        return response(Json.object()
                .put("errcode", code)
                .put("errmsg", "ding talk error[subcode=" + subCode + ",submsg=" + subMessage + "]")
                .put("sub_code", subCode)
                .put("sub_msg", subMessage));
    }

    private static Response response(ObjectNode error) {
        return Response.json(200, error.put("request_id", RandomIds.hex()));
    }

    static Response badToken() {
        return wrapped("40014", "不合法的access_token");
    }

    static Response noToken() {
        return wrapped("40000", "access_token is blank");
    }

    static Response invalidMethod() {
        return bare(22, "invalid method");
    }

    static Response badParameter(String name) {
        return bare(40035, "Invalid parameter: " + name);
    }

    static Response malformed(String name) {
        return bare(400002, "Invalid parameter: " + name);
    }
}
