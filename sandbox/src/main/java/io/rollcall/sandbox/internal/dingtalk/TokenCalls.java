package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.company.DingTalkSettings;
import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Json;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;

/** Hands out tokens (vendors/dingtalk.md §2.1, §2.4). */
final class TokenCalls {
    private final DingTalkSettings settings;
    private final Tokens tokens;
    private final Gate gate;

    TokenCalls(DingTalkSettings settings, Tokens tokens, Gate gate) {
        this.settings = settings;
        this.tokens = tokens;
        this.gate = gate;
    }

    /** {@code POST /v1.0/oauth2/accessToken}. */
    Reply accessToken(Request request) {
        JsonNode body = body(request);
        boolean right = !settings.thirdParty()
                && settings.clientId().equals(body.path("appKey").textValue())
                && settings.clientSecret().equals(body.path("appSecret").textValue());
        return right ? issue() : wrongCredentials();
    }

    /** {@code POST /v1.0/oauth2/corpAccessToken}. */
    Reply corpAccessToken(Request request) {
        JsonNode body = body(request);
        if (!settings.thirdParty()
                || !settings.clientId().equals(body.path("suiteKey").textValue())) {
            return NewApiErrors.error(400, "invalidSuiteKey", "无效的suiteKey");
        }
        if (!settings.clientSecret().equals(body.path("suiteSecret").textValue())) {
            return wrongCredentials();
        }
        if (!settings.suiteTicket().equals(body.path("suiteTicket").textValue())) {
            return NewApiErrors.error(400, "invalidSuiteTicket", "无效的suiteTicket");
        }
        if (!settings.corpId().equals(body.path("authCorpId").textValue())) {
            return NewApiErrors.error(400, "invalidAuthInfo", "企业未授权该应用");
        }
        return issue();
    }

    /** A form is refused (§7.4), and so is everything else that is not a JSON object. */
    private static JsonNode body(Request request) {
        return request.isJson() ? Json.tree(request.body()) : Json.tree(new byte[0]);
    }

    static Reply wrongCredentials() {
        return NewApiErrors.error(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
    }

    private Reply issue() {
        Reply refusal = gate.token(VendorApi.DINGTALK_TOKEN);
        if (refusal != null) {
            return refusal;
        }
        Duration life = settings.tokenLife();
        String token = tokens.issue();
        return NewApiErrors.named(Ids.hex(), Reply.json(200, out -> {
            out.writeStartObject();
            out.writeStringField("accessToken", token);
            out.writeNumberField("expireIn", life.toSeconds());
            out.writeEndObject();
        }));
    }
}
