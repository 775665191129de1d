package io.rollcall.sandbox.internal.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.HuaweiSettings;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /v2/usg/acs/auth/appauth}: issues a token for a signature (docs/vendors/huawei.md §2.1). Thread-safe. */
final class AppAuth {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("HMAC-SHA256 signature=([0-9a-f]{64})(?:,\\s*access=([A-Za-z0-9+/=]+))?");
    private static final int API_CLIENT = 72;
    private static final long REFRESH_SECONDS = 2_592_000;

    private final CompanyDefinition company;
    private final HuaweiSettings settings;
    private final HuaweiTokens tokens;
    private final CallLog log;
    private final SandboxClock clock;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    AppAuth(CompanyDefinition company, HuaweiTokens tokens, CallLog log, SandboxClock clock) {
        this.company = company;
        this.settings = company.huawei();
        this.tokens = tokens;
        this.log = log;
        this.clock = clock;
    }

    /** The signed fields of the body as sent; a missing one is empty. */
    private record Claim(String appId, String corpId, String userId, long expireTime, String nonce) {
        String text(boolean serviceProvider) {
            String expires = Long.toString(expireTime);
            return serviceProvider
                    ? HuaweiSignature.serviceProvider(appId, corpId, userId, expires, nonce)
                    : HuaweiSignature.singleCompany(appId, userId, expires, nonce);
        }
    }

    Response respond(Request request) {
        if (!log.tryAcquire(VendorApi.HUAWEI_TOKEN, company.rateLimits().huaweiPerMinute())) {
            return HuaweiErrors.throttled(company.rateLimits().huaweiPerMinute());
        }
        JsonNode body = request.json();
        Response error = fieldError(body);
        if (error != null) {
            return error;
        }
        Claim claim = new Claim(
                body.path("appId").textValue(),
                body.path("corpId").asText(""),
                body.path("userId").asText(""),
                body.path("expireTime").longValue(),
                body.path("nonce").textValue());
        error = signatureError(request, body, claim);
        if (error == null) {
            error = identityError(claim);
        }
        return error == null ? issue(claim) : error;
    }

    private static @Nullable Response fieldError(JsonNode body) {
        if (!body.path("appId").isTextual()) {
            return HuaweiErrors.badParameter("appId");
        }
        if (!body.path("clientType").isInt() || body.path("clientType").intValue() != API_CLIENT) {
            return HuaweiErrors.badParameter("clientType");
        }
        if (!body.path("expireTime").isIntegralNumber()
                || body.path("expireTime").longValue() < 0) {
            return HuaweiErrors.badParameter("expireTime");
        }
        String nonce = body.path("nonce").asText("");
        return nonce.length() < 32 || nonce.length() > 64 ? HuaweiErrors.badParameter("nonce") : null;
    }

    private @Nullable Response signatureError(Request request, JsonNode body, Claim claim) {
        String header = request.header("Authorization");
        Matcher matcher = AUTHORIZATION.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            return HuaweiErrors.badSignature();
        }
        if (settings.longTicketRequired()) {
            String access = Base64.getEncoder().encodeToString(claim.appId().getBytes(StandardCharsets.UTF_8));
            if (!access.equals(matcher.group(2)) || !"LongTicket".equals(request.header("X-Token-Type"))) {
                return HuaweiErrors.badSignature();
            }
        }
        // even an empty corpId makes authentication fail if the App ID belongs to one company
        if (!settings.serviceProvider() && body.has("corpId")) {
            return HuaweiErrors.badSignature();
        }
        String right = HuaweiSignature.of(claim.text(settings.serviceProvider()), settings.appKey());
        if (!settings.appId().equals(claim.appId()) || !right.equals(matcher.group(1))) {
            return HuaweiErrors.badSignature();
        }
        boolean expired = claim.expireTime() != 0 && claim.expireTime() * 1000 < clock.millis();
        return expired ? HuaweiErrors.error(401, "USG.206010057", "App ID signature expired") : null;
    }

    private @Nullable Response identityError(Claim claim) {
        if (!claim.corpId().isEmpty() && !settings.corpIds().contains(claim.corpId())) {
            return HuaweiErrors.error(401, "USG.206010058", "App ID is not bound to this company");
        }
        boolean known = claim.userId().isEmpty()
                || company.directory().byThirdAccount(claim.userId()) != null
                || registered.contains(claim.userId());
        if (known) {
            return null;
        }
        if (!settings.autoRegister()) {
            return HuaweiErrors.error(401, "USG.206010030", "the application may not register users");
        }
        registered.add(claim.userId());
        return null;
    }

    /** All documented fields; many of them are null in the documented example. */
    private Response issue(Claim claim) {
        String token = tokens.issue(claim.corpId() + ":" + claim.userId());
        long now = clock.millis();
        long life = settings.tokenLife().toSeconds();
        ObjectNode user = Json.object()
                .put("userId", "ff8080816993bac00169bdf14e0800ad")
                .put("ucloginAccount", "Auto-0")
                .put("serviceAccount", "sip:+99111280000000@example.com")
                .putNull("numberHA1")
                .putNull("companyId")
                .putNull("spId")
                .put("userType", 2)
                .put("adminType", claim.userId().isEmpty() ? 0 : 2)
                .put("name", "User")
                .put("thirdAccount", claim.userId())
                .put("appId", claim.appId())
                .put("corpType", 6)
                .put("status", 0);
        ObjectNode response = Json.object()
                .put("accessToken", token)
                .put("tokenType", 0)
                .put("createTime", now)
                .put("expireTime", now / 1000 + life)
                .put("validPeriod", life)
                .put("refreshToken", "str" + RandomIds.hex())
                .put("refreshCreateTime", now)
                .put("refreshExpireTime", now / 1000 + REFRESH_SECONDS)
                .put("refreshValidPeriod", REFRESH_SECONDS)
                .put("tokenIp", "127.0.0.1")
                .put("clientType", API_CLIENT)
                .put("forceLoginInd", 0)
                .put("firstLogin", false)
                .put("pwdExpired", false)
                .put("daysPwdAvailable", -1)
                .putNull("delayDelete")
                .putNull("proxyToken");
        return HuaweiErrors.withId(Response.json(200, response.set("user", user)));
    }
}
