package io.rollcall.sandbox.internal.huawei;

import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Reply;

/**
 * Errors as Huawei shapes them: {@code error_code}, {@code error_msg}, the request id in a header (vendors/huawei.md §3).
 * Codes known only as numbers of the client SDK stand behind {@code USG.}, as where both forms are known.
 */
final class Errors {
    private Errors() {}

    static Reply error(int status, String code, String message) {
        return named(Reply.json(status, out -> {
            out.writeStartObject();
            out.writeStringField("error_code", code);
            out.writeStringField("error_msg", message);
            out.writeEndObject();
        }));
    }

    static Reply named(Reply reply) {
        return reply.with("X-Request-Id", Ids.hex());
    }

    static Reply badParameter(String name) {
        return error(400, "USG.200000003", "invalid parameter: " + name);
    }

    static Reply badToken(boolean as400) {
        return as400 ? error(400, "MBI.000000004", "illegal request") : error(401, "USG.000000004", "token is invalid");
    }

    /** The code is documented, its HTTP status is not (assumption: 401). */
    static Reply noToken() {
        return error(401, "MMC.111070111", "token is missing");
    }

    static Reply badSignature() {
        return error(401, "USG.206010025", "App ID check failed");
    }

    static Reply throttled(int limit) {
        return error(
                429,
                "APIG.0308",
                "The throttling threshold has been reached: policy api over ratelimit,limit:" + limit
                        + ",time:1 minute");
    }
}
