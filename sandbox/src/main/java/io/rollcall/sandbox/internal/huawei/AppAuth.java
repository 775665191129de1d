package io.rollcall.sandbox.internal.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.company.HuaweiSettings;
import io.rollcall.sandbox.internal.wire.CallLog;
import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Json;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.internal.wire.Ticks;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /v2/usg/acs/auth/appauth}: a signature for a token (vendors/huawei.md §2.1). */
final class AppAuth {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("HMAC-SHA256 signature=([0-9a-f]{64})(?:,\\s*access=([A-Za-z0-9+/=]+))?");
    private static final int API_CLIENT = 72;
    private static final long REFRESH_SECONDS = 2_592_000;

    private final Company company;
    private final HuaweiSettings settings;
    private final Tokens tokens;
    private final CallLog log;
    private final Ticks ticks;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    AppAuth(Company company, Tokens tokens, CallLog log, Ticks ticks) {
        this.company = company;
        this.settings = company.huawei();
        this.tokens = tokens;
        this.log = log;
        this.ticks = ticks;
    }

    /** The parts of the body that are signed, as they were sent; an absent one is empty. */
    private record Claim(String appId, String corpId, String userId, long expireTime, String nonce) {
        String text(boolean serviceProvider) {
            String expires = Long.toString(expireTime);
            return serviceProvider
                    ? Signature.serviceProvider(appId, corpId, userId, expires, nonce)
                    : Signature.singleCompany(appId, userId, expires, nonce);
        }
    }

    Reply answer(Request request) {
        if (!log.admit(VendorApi.HUAWEI_TOKEN, settings.callsPerMinute())) {
            return Errors.throttled(settings.callsPerMinute());
        }
        JsonNode body = request.isJson() ? Json.tree(request.body()) : Json.tree(new byte[0]);
        Reply wrong = wrongField(body);
        if (wrong != null) {
            return wrong;
        }
        Claim claim = new Claim(
                body.path("appId").textValue(),
                body.path("corpId").asText(""),
                body.path("userId").asText(""),
                body.path("expireTime").longValue(),
                body.path("nonce").textValue());
        wrong = wrongSignature(request, body, claim);
        if (wrong == null) {
            wrong = wrongIdentity(claim);
        }
        return wrong == null ? issue(claim) : wrong;
    }

    private static @Nullable Reply wrongField(JsonNode body) {
        if (!body.path("appId").isTextual()) {
            return Errors.badParameter("appId");
        }
        if (!body.path("clientType").isInt() || body.path("clientType").intValue() != API_CLIENT) {
            return Errors.badParameter("clientType");
        }
        if (!body.path("expireTime").isIntegralNumber()
                || body.path("expireTime").longValue() < 0) {
            return Errors.badParameter("expireTime");
        }
        String nonce = body.path("nonce").asText("");
        return nonce.length() < 32 || nonce.length() > 64 ? Errors.badParameter("nonce") : null;
    }

    private @Nullable Reply wrongSignature(Request request, JsonNode body, Claim claim) {
        String header = request.header("Authorization");
        Matcher matcher = AUTHORIZATION.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            return Errors.badSignature();
        }
        if (settings.longTicketRequired()) {
            String access = Base64.getEncoder().encodeToString(claim.appId().getBytes(StandardCharsets.UTF_8));
            if (!access.equals(matcher.group(2)) || !"LongTicket".equals(request.header("X-Token-Type"))) {
                return Errors.badSignature();
            }
        }
        // a corpId makes authentication fail where the App ID belongs to one company, even an empty one
        if (!settings.serviceProvider() && body.has("corpId")) {
            return Errors.badSignature();
        }
        String right = Signature.of(claim.text(settings.serviceProvider()), settings.appKey());
        if (!settings.appId().equals(claim.appId()) || !right.equals(matcher.group(1))) {
            return Errors.badSignature();
        }
        boolean expired = claim.expireTime() != 0 && claim.expireTime() * 1000 < ticks.millis();
        return expired ? Errors.error(401, "USG.206010057", "App ID signature expired") : null;
    }

    private @Nullable Reply wrongIdentity(Claim claim) {
        if (!claim.corpId().isEmpty() && !settings.corpIds().contains(claim.corpId())) {
            return Errors.error(401, "USG.206010058", "App ID is not bound to this company");
        }
        boolean known = claim.userId().isEmpty()
                || company.directory().byThirdAccount(claim.userId()) != null
                || registered.contains(claim.userId());
        if (known) {
            return null;
        }
        if (!settings.autoRegister()) {
            return Errors.error(401, "USG.206010030", "the application may not register users");
        }
        registered.add(claim.userId());
        return null;
    }

    /** All documented fields; many are null in the documented example. */
    private Reply issue(Claim claim) {
        String token = tokens.issue(claim.corpId() + ":" + claim.userId());
        long now = ticks.millis();
        long life = settings.tokenLife().toSeconds();
        return Errors.named(Reply.json(200, out -> {
            out.writeStartObject();
            out.writeStringField("accessToken", token);
            out.writeNumberField("tokenType", 0);
            out.writeNumberField("createTime", now);
            out.writeNumberField("expireTime", now / 1000 + life);
            out.writeNumberField("validPeriod", life);
            out.writeStringField("refreshToken", "str" + Ids.hex());
            out.writeNumberField("refreshCreateTime", now);
            out.writeNumberField("refreshExpireTime", now / 1000 + REFRESH_SECONDS);
            out.writeNumberField("refreshValidPeriod", REFRESH_SECONDS);
            out.writeStringField("tokenIp", "127.0.0.1");
            out.writeNumberField("clientType", API_CLIENT);
            out.writeNumberField("forceLoginInd", 0);
            out.writeBooleanField("firstLogin", false);
            out.writeBooleanField("pwdExpired", false);
            out.writeNumberField("daysPwdAvailable", -1);
            out.writeNullField("delayDelete");
            out.writeNullField("proxyToken");
            out.writeObjectFieldStart("user");
            out.writeStringField("userId", "ff8080816993bac00169bdf14e0800ad");
            out.writeStringField("ucloginAccount", "Auto-0");
            out.writeStringField("serviceAccount", "sip:+99111280000000@example.com");
            out.writeNullField("numberHA1");
            out.writeNullField("companyId");
            out.writeNullField("spId");
            out.writeNumberField("userType", 2);
            out.writeNumberField("adminType", claim.userId().isEmpty() ? 0 : 2);
            out.writeStringField("name", "User");
            out.writeStringField("thirdAccount", claim.userId());
            out.writeStringField("appId", claim.appId());
            out.writeNumberField("corpType", 6);
            out.writeNumberField("status", 0);
            out.writeEndObject();
            out.writeEndObject();
        }));
    }
}
