package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Checks token, permission, rate and quota before every call. Each check returns the refusal, or null. Thread-safe. */
final class AccessChecks {
    private final DingTalkSettings settings;
    private final int callsPerSecond;
    private final DingTalkTokens tokens;
    private final CallLog log;
    private final AtomicLong metered = new AtomicLong();

    AccessChecks(CompanyDefinition company, DingTalkTokens tokens, CallLog log) {
        this.settings = company.dingtalk();
        this.callsPerSecond = company.rateLimits().dingtalkPerSecond();
        this.tokens = tokens;
        this.log = log;
    }

    /** Starts a new month. */
    void reset() {
        metered.set(0);
    }

    @Nullable Response openApiTokenRate() {
        return log.tryAcquire(VendorApi.DINGTALK_TOKEN, callsPerSecond) ? null : throttled();
    }

    @Nullable Response topApiTokenRate() {
        return log.tryAcquire(VendorApi.DINGTALK_TOKEN, callsPerSecond) ? null : throttledTopApi();
    }

    /** Reads the token from its own header only; a query parameter or a bearer header is ignored (docs/vendors/dingtalk.md §1). */
    @Nullable Response openApi(VendorApi api, String permission, Request request) {
        String token = request.header("x-acs-dingtalk-access-token");
        if (token == null || token.isBlank()) {
            return OpenApiErrors.missingToken();
        }
        if (!tokens.isValid(token)) {
            return OpenApiErrors.invalidAuthentication();
        }
        if (settings.withoutPermissions().contains(permission)) {
            return OpenApiErrors.permission(permission);
        }
        return rateAndQuota(api);
    }

    /** For the call that opens a connection, which needs no token (assumption: it is metered; docs/vendors/dingtalk-stream.md §0). */
    @Nullable Response rateAndQuota(VendorApi api) {
        if (!log.tryAcquire(api, callsPerSecond)) {
            return throttled();
        }
        return isUsedUp(api) ? OpenApiErrors.forbidden("ApiCountLimitForOrg", "本月调用次数已用完") : null;
    }

    /** Counts a call; calls refused for their rate do not count against the monthly quota (§3.3). */
    private boolean isUsedUp(VendorApi api) {
        return api.isMetered() && settings.monthlyQuota() > 0 && metered.incrementAndGet() > settings.monthlyQuota();
    }

    Response throttled() {
        return OpenApiErrors.forbidden(
                settings.thirdParty() ? "QpsLimitForSuitekeyAndOrgAndApi" : "QpsLimitForAppkeyAndApi",
                "应用在该接口上的每秒调用次数超过限制");
    }

    /** Reads the token from the query, or from a form (§1). */
    @Nullable Response topApi(VendorApi api, String permission, Request request, Map<String, String> fields) {
        String token = request.query("access_token");
        if (token == null && !request.isJson()) {
            token = fields.get("access_token");
        }
        if (token == null || token.isBlank()) {
            return TopApiErrors.noToken();
        }
        if (!tokens.isValid(token)) {
            // paths that do not begin with /topapi say so directly (§2.4)
            return api == VendorApi.DINGTALK_SCOPES
                    ? TopApiErrors.bare(40014, "不合法的access_token")
                    : TopApiErrors.badToken();
        }
        if (settings.withoutPermissions().contains(permission)) {
            return TopApiErrors.wrapped("60011", "没有调用该接口的权限: " + permission);
        }
        if (!log.tryAcquire(api, callsPerSecond)) {
            return throttledTopApi();
        }
        return isUsedUp(api) ? TopApiErrors.bare(90020, "本月调用次数已用完") : null;
    }

    /** Whether the code comes bare or within 88 is not documented (§0), so the company file decides. */
    Response throttledTopApi() {
        String message = "应用在该接口上的每秒调用次数超过限制";
        return settings.bareThrottle() ? TopApiErrors.bare(90018, message) : TopApiErrors.wrapped("90018", message);
    }
}
