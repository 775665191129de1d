package io.rollcall.sandbox.internal.huawei;

import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.Route;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.util.Optional;

/** Huawei Cloud Meeting's server. Thread-safe. */
public final class HuaweiServer {
    private final HuaweiTokens tokens;
    private final AppAuth appAuth;
    private final UserDetails userDetails;
    private final int limit;

    public HuaweiServer(CompanyDefinition company, CallLog log, SandboxClock clock) {
        tokens = new HuaweiTokens(clock, company.huawei().tokenLife());
        appAuth = new AppAuth(company, tokens, log, clock);
        userDetails = new UserDetails(company, tokens, log);
        limit = company.rateLimits().huaweiPerMinute();
    }

    /** Revokes every token. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** The route of a request; empty if Huawei has no such path, or not with this method. */
    public Optional<Route> route(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /v2/usg/acs/auth/appauth" ->
                Optional.of(new Route(VendorApi.HUAWEI_TOKEN, "", appAuth::respond));
            case "POST /v1/usg/abs/users/list" ->
                Optional.of(new Route(VendorApi.HUAWEI_USER_DETAILS, "", userDetails::respond));
            default -> Optional.empty();
        };
    }

    /** Whether the path is one of Huawei's, known or unknown. */
    public static boolean owns(String path) {
        return path.startsWith("/v1/") || path.startsWith("/v2/");
    }

    /** The response to an unknown path (assumption: the gateway's; this code is not documented). */
    public static Response unknownPath() {
        return HuaweiErrors.error(
                404, "APIG.0101", "The API does not exist or has not been published in the environment.");
    }

    /** A scripted response of one of Huawei's operations. */
    public Response preset(VendorApi api, Preset preset) {
        return switch (preset) {
            case QPS ->
                HuaweiErrors.error(
                        429, "APIG.0308", "The throttling threshold has been reached: limit:200,time:1 second");
            case QPM -> userDetails.throttled(limit == 0 ? 100 : limit);
            case TOKEN_REJECTED -> HuaweiErrors.badToken(false);
            case TOKEN_REJECTED_400 -> HuaweiErrors.badToken(true);
            case CREDENTIALS_REJECTED -> HuaweiErrors.badSignature();
            case PERMISSION -> HuaweiErrors.error(403, "MMC.111070002", "no permission");
            case SERVER_ERROR -> HuaweiErrors.error(500, "USG.200000002", "internal error");
            case GATEWAY_TIMEOUT -> Response.empty(504);
            case TOO_MANY -> HuaweiErrors.error(429, "USG.100000429", "flow control");
            // some of Huawei's other calls report errors this way (docs/vendors/huawei.md §3)
            case ERROR_IN_200 ->
                HuaweiErrors.withId(Response.json(200, "{\"returnCode\":1,\"returnDesc\":\"failed\"}"));
            default -> throw new IllegalArgumentException(preset.key() + " at " + api.reportName());
        };
    }
}
