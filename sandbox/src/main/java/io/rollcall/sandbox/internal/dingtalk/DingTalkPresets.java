package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.sandbox.script.VendorApi.Family;
import java.util.UUID;

/** Scripted responses in DingTalk's formats. */
final class DingTalkPresets {
    private final DingTalkSettings settings;
    private final AccessChecks access;

    DingTalkPresets(DingTalkSettings settings, AccessChecks access) {
        this.settings = settings;
        this.access = access;
    }

    Response response(VendorApi api, Preset preset) {
        return switch (preset) {
            case BAN_HTML ->
                Response.html(200, "<!DOCTYPE html><html><head><title>deny</title></head><body>访问被拒绝</body></html>");
            case BAN_JSON -> ban();
            case GATEWAY_TIMEOUT ->
                api.family() == Family.DINGTALK
                        ? Response.empty(504)
                        : TopApiErrors.wrapped(15, "isp.top-remote-connection-timeout", "remote connection timeout");
            default -> api.family() == Family.DINGTALK ? openApi(api, preset) : topApi(preset);
        };
    }

    /** The response to a banned IP address (docs/vendors/dingtalk.md §3.3). */
    private static Response ban() {
        return Response.json(
                200,
                Json.object()
                        .put("status", 1111)
                        .put("wait", 5)
                        .put("source", "x5")
                        .put("punish", "deny")
                        .put("uuid", UUID.randomUUID().toString()));
    }

    private Response openApi(VendorApi api, Preset preset) {
        return switch (preset) {
            case QPS -> access.throttled();
            case QPM ->
                OpenApiErrors.forbidden(
                        settings.thirdParty() ? "QpmLimitForSuitekeyAndOrgAndApi" : "QpmLimitForAppkeyAndApi",
                        "应用在该接口上的每分钟调用次数超过限制");
            case QPS_GLOBAL -> OpenApiErrors.forbidden("QpsLimitForApi", "该接口的每秒调用次数超过限制");
            case QUOTA -> OpenApiErrors.forbidden("ApiCountLimitForOrg", "本月调用次数已用完");
            case TOKEN_REJECTED -> OpenApiErrors.invalidAuthentication();
            case CREDENTIALS_REJECTED ->
                api == VendorApi.DINGTALK_OPEN_STREAM
                        ? OpenApiErrors.authFailed()
                        : OpenApiTokenEndpoints.credentialsError();
            case PERMISSION -> OpenApiErrors.permission(permission(api));
            case IP_REFUSED -> OpenApiErrors.forbidden("IpNotInWhiteList", "访问ip不在白名单之中");
            case SERVER_ERROR -> serverError(api);
            case TOO_MANY -> OpenApiErrors.error(429, "system.busy", "system.busy");
            case ERROR_IN_200 -> TopApiErrors.bare(404, "请求的URI地址不存在");
            case SUCCESS_FALSE -> OpenApiErrors.ok(Json.object().put("success", false));
            default -> throw new IllegalArgumentException(preset.key() + " at " + api.reportName());
        };
    }

    private static String permission(VendorApi api) {
        return switch (api) {
            case DINGTALK_SET_CO_HOSTS, DINGTALK_INVITE -> DingTalkSettings.MEETING_WRITE;
            case DINGTALK_LEAVE_RECORDS -> DingTalkSettings.LEAVES_READ;
            default -> DingTalkSettings.MEETING_READ;
        };
    }

    /** {@code users/lists} has another code for the same error (docs/vendors/dingtalk.md §4.4). */
    private static Response serverError(VendorApi api) {
        return api == VendorApi.DINGTALK_ONGOING_MEETINGS
                ? OpenApiErrors.error(500, "system.error", "system.error")
                : OpenApiErrors.error(500, "systemError", "systemError:unknown");
    }

    private Response topApi(Preset preset) {
        return switch (preset) {
            case QPS -> access.throttledTopApi();
            case QPS_GLOBAL -> TopApiErrors.bare(90002, "该接口的每秒调用次数超过限制");
            case QUOTA -> TopApiErrors.bare(90020, "本月调用次数已用完");
            case TOKEN_REJECTED -> TopApiErrors.badToken();
            case TOKEN_REJECTED_BARE -> TopApiErrors.bare(40014, "不合法的access_token");
            case TOKEN_EXPIRED -> TopApiErrors.wrapped("42001", "access_token超时");
            case PERMISSION -> TopApiErrors.wrapped("60011", "没有调用该接口的权限");
            case IP_REFUSED -> TopApiErrors.wrapped("60020", "访问ip不在白名单之中");
            case SERVER_ERROR -> TopApiErrors.bare(-1, "系统繁忙");
            case AUTH_TIMEOUT -> TopApiErrors.wrapped("", "");
            case TOO_MANY -> Response.json(429, "{\"message\":\"too many requests\"}");
            // the format of the older gateway's own errors (docs/vendors/dingtalk.md §7.3)
            case ERROR_IN_200 ->
                Response.json(200, "{\"error_response\":{\"code\":15,\"msg\":\"Remote service error\"}}");
            default -> throw new IllegalArgumentException(preset.key());
        };
    }
}
