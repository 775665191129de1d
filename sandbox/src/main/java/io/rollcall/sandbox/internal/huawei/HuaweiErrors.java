package io.rollcall.sandbox.internal.huawei;

import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.Response;

/**
 * Errors of Huawei: {@code error_code}, {@code error_msg}, the request id in a header (docs/vendors/huawei.md §3). Codes that are
 * documented only as numbers of the client SDK get the prefix {@code USG.} (assumption: as where both forms are documented).
 */
final class HuaweiErrors {
    private HuaweiErrors() {}

    static Response error(int status, String code, String message) {
        return withId(
                Response.json(status, Json.object().put("error_code", code).put("error_msg", message)));
    }

    /** Adds the header with the request id. */
    static Response withId(Response response) {
        return response.with("X-Request-Id", RandomIds.hex());
    }

    static Response badParameter(String name) {
        return error(400, "USG.200000003", "invalid parameter: " + name);
    }

    static Response badToken(boolean as400) {
        return as400 ? error(400, "MBI.000000004", "illegal request") : error(401, "USG.000000004", "token is invalid");
    }

    /** The code is documented, its HTTP status is not (assumption: 401). */
    static Response noToken() {
        return error(401, "MMC.111070111", "token is missing");
    }

    static Response badSignature() {
        return error(401, "USG.206010025", "App ID check failed");
    }

    static Response throttled(int limit) {
        return error(
                429,
                "APIG.0308",
                "The throttling threshold has been reached: policy api over ratelimit,limit:" + limit
                        + ",time:1 minute");
    }
}
