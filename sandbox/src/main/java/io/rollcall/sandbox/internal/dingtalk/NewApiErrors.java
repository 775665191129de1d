package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Reply;

/** Errors of the new API: the HTTP status, {@code code}, {@code message}, {@code requestid} (vendors/dingtalk.md §3.1). */
final class NewApiErrors {
    private NewApiErrors() {}

    static Reply error(int status, String code, String message) {
        return error(status, code, message, null);
    }

    static Reply invalidAuthentication() {
        return error(400, "InvalidAuthentication", "不合法的access_token");
    }

    static Reply missingToken() {
        return error(400, "AuthenticationFailed.MissingParameter", "缺少请求头x-acs-dingtalk-access-token");
    }

    static Reply permission(String scope) {
        return error(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", "应用尚未开通所需的权限：[" + scope + "]", scope);
    }

    static Reply forbidden(String reason, String message) {
        return error(403, "Forbidden.AccessDenied." + reason, message);
    }

    private static Reply error(
            int status, String code, String message, @org.jspecify.annotations.Nullable String scope) {
        String requestId = Ids.hex();
        return named(requestId, Reply.json(status, out -> {
            out.writeStartObject();
            out.writeStringField("code", code);
            out.writeStringField("requestid", requestId);
            out.writeStringField("message", message);
            if (scope != null) {
                out.writeObjectFieldStart("accessdenieddetail");
                out.writeArrayFieldStart("requiredScopes");
                out.writeString(scope);
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndObject();
        }));
    }

    /** The headers that every answer of the new host carries. */
    static Reply named(String requestId, Reply reply) {
        return reply.with("x-acs-request-id", requestId).with("x-acs-trace-id", Ids.hex());
    }
}
