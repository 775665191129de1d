package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.company.DingTalkSettings;
import io.rollcall.sandbox.internal.wire.CallLog;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What stands before every call: token, permission, rate, quota. Each check answers null when the call may pass. */
final class Gate {
    private final DingTalkSettings settings;
    private final Tokens tokens;
    private final CallLog log;
    private final AtomicLong metered = new AtomicLong();

    Gate(DingTalkSettings settings, Tokens tokens, CallLog log) {
        this.settings = settings;
        this.tokens = tokens;
        this.log = log;
    }

    /** Begins a new month. */
    void reset() {
        metered.set(0);
    }

    @Nullable Reply token(VendorApi api) {
        return log.admit(api, settings.callsPerSecond()) ? null : throttled();
    }

    /** The same for the old API's token calls. */
    @Nullable Reply oldToken() {
        return log.admit(VendorApi.DINGTALK_TOKEN, settings.callsPerSecond()) ? null : throttledTopApi();
    }

    /** The token counts in its header only; a query parameter or a bearer header is as good as none (§1). */
    @Nullable Reply newApi(VendorApi api, String permission, Request request) {
        String token = request.header("x-acs-dingtalk-access-token");
        if (token == null || token.isBlank()) {
            return NewApiErrors.missingToken();
        }
        if (!tokens.isValid(token)) {
            return NewApiErrors.invalidAuthentication();
        }
        if (settings.withoutPermissions().contains(permission)) {
            return NewApiErrors.permission(permission);
        }
        if (!log.admit(api, settings.callsPerSecond())) {
            return throttled();
        }
        // what was refused for its rate does not count against the month (§3.3)
        if (settings.monthlyQuota() > 0 && metered.incrementAndGet() > settings.monthlyQuota()) {
            return NewApiErrors.forbidden("ApiCountLimitForOrg", "本月调用次数已用完");
        }
        return null;
    }

    Reply throttled() {
        return NewApiErrors.forbidden(
                settings.thirdParty() ? "QpsLimitForSuitekeyAndOrgAndApi" : "QpsLimitForAppkeyAndApi",
                "应用在该接口上的每秒调用次数超过限制");
    }

    /** The old API wants the token in the query; the service reads it from a form as well (§1). */
    @Nullable Reply topApi(VendorApi api, Request request, Map<String, String> fields) {
        String token = request.query("access_token");
        if (token == null && !request.isJson()) {
            token = fields.get("access_token");
        }
        if (token == null || token.isBlank()) {
            return TopApiErrors.noToken();
        }
        if (!tokens.isValid(token)) {
            return TopApiErrors.badToken();
        }
        if (settings.withoutPermissions().contains(DingTalkSettings.CONTACTS_READ)) {
            return TopApiErrors.wrapped("60011", "没有调用该接口的权限: " + DingTalkSettings.CONTACTS_READ);
        }
        return log.admit(api, settings.callsPerSecond()) ? null : throttledTopApi();
    }

    /** Whether the throttling codes come bare or within 88 is not known (§0); the company file says which. */
    Reply throttledTopApi() {
        String message = "应用在该接口上的每秒调用次数超过限制";
        return settings.bareThrottle() ? TopApiErrors.bare(90018, message) : TopApiErrors.wrapped("90018", message);
    }
}
