package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Reply;

/** Errors of the old API: HTTP 200 and {@code errcode}; the gateway's own come within 88 (vendors/dingtalk.md §3.1). */
final class TopApiErrors {
    private TopApiErrors() {}

    static Reply bare(long code, String message) {
        return Reply.json(200, out -> {
            out.writeStartObject();
            out.writeNumberField("errcode", code);
            out.writeStringField("errmsg", message);
            out.writeStringField("request_id", Ids.hex());
            out.writeEndObject();
        });
    }

    static Reply wrapped(String subCode, String subMessage) {
        return wrapped(88, subCode, subMessage);
    }

    static Reply wrapped(long code, String subCode, String subMessage) {
        return Reply.json(200, out -> {
            out.writeStartObject();
            out.writeNumberField("errcode", code);
            out.writeStringField("errmsg", "ding talk error[subcode=" + subCode + ",submsg=" + subMessage + "]");
            out.writeStringField("sub_code", subCode);
            out.writeStringField("sub_msg", subMessage);
            out.writeStringField("request_id", Ids.hex());
            out.writeEndObject();
        });
    }

    static Reply badToken() {
        return wrapped("40014", "不合法的access_token");
    }

    static Reply noToken() {
        return wrapped("40000", "access_token is blank");
    }

    static Reply invalidMethod() {
        return bare(22, "invalid method");
    }

    static Reply badParameter(String name) {
        return bare(40035, "Invalid parameter: " + name);
    }

    static Reply malformed(String what) {
        return bare(400002, "Invalid parameter: " + what);
    }
}
