package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.Response;
import org.jspecify.annotations.Nullable;

/** Responses of {@code api.dingtalk.*}. Errors have the HTTP status, {@code code}, {@code message}, {@code requestid} (docs/vendors/dingtalk.md §3.1). */
final class OpenApiErrors {
    private OpenApiErrors() {}

    static Response error(int status, String code, String message) {
        return error(status, code, message, null);
    }

    static Response invalidAuthentication() {
        return error(400, "InvalidAuthentication", "不合法的access_token");
    }

    /** A wrong key or secret at {@code connections/open}: 401, unlike everywhere else (docs/vendors/dingtalk-stream.md §1). */
    static Response authFailed() {
        return error(401, "authFailed", "鉴权失败");
    }

    static Response missingToken() {
        return error(400, "AuthenticationFailed.MissingParameter", "缺少请求头x-acs-dingtalk-access-token");
    }

    static Response permission(String scope) {
        return error(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", "应用尚未开通所需的权限：[" + scope + "]", scope);
    }

    static Response forbidden(String reason, String message) {
        return error(403, "Forbidden.AccessDenied." + reason, message);
    }

    private static Response error(int status, String code, String message, @Nullable String scope) {
        String requestId = RandomIds.hex();
        ObjectNode error =
                Json.object().put("code", code).put("requestid", requestId).put("message", message);
        if (scope != null) {
            error.putObject("accessdenieddetail").putArray("requiredScopes").add(scope);
        }
        return withIds(requestId, Response.json(status, error));
    }

    /** A JSON response with HTTP 200. */
    static Response ok(JsonNode content) {
        return withIds(RandomIds.hex(), Response.json(200, content));
    }

    /** Adds the headers that every response of this host carries. */
    private static Response withIds(String requestId, Response response) {
        return response.with("x-acs-request-id", requestId).with("x-acs-trace-id", RandomIds.hex());
    }
}
