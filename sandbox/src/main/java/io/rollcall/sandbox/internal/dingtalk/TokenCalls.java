package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.company.DingTalkSettings;
import io.rollcall.sandbox.internal.wire.Ids;
import io.rollcall.sandbox.internal.wire.Json;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.script.VendorApi;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
        return right ? issue("accessToken", "expireIn", tokens::issue) : wrongCredentials();
    }

    /** {@code POST /v1.0/oauth2/{corpId}/token}, for both kinds of applications; its answer is in snake case. */
    Reply unified(Request request, String corpId) {
        JsonNode body = body(request);
        // assumption: what another grant_type is answered with is in none of the facts
        boolean right = settings.clientId().equals(body.path("client_id").textValue())
                && settings.clientSecret().equals(body.path("client_secret").textValue())
                && "client_credentials".equals(body.path("grant_type").textValue());
        if (!right) {
            return wrongCredentials();
        }
        // the documentation promises 400 invalid.client; this was seen (§2.4)
        return settings.corpId().equals(corpId)
                ? issue("access_token", "expires_in", tokens::issue)
                : NewApiErrors.error(500, "unknownError", "unknownError");
    }

    /** {@code POST /v1.0/oauth2/suiteAccessToken}: the application's own token, which no call of a company takes. */
    Reply suiteAccessToken(Request request) {
        Reply wrong = wrongSuite(body(request));
        return wrong != null ? wrong : issue("accessToken", "expireIn", Ids::hex);
    }

    private @Nullable Reply wrongSuite(JsonNode body) {
        if (!settings.thirdParty()
                || !settings.clientId().equals(body.path("suiteKey").textValue())) {
            return NewApiErrors.error(400, "invalidSuiteKey", "无效的suiteKey");
        }
        if (!settings.clientSecret().equals(body.path("suiteSecret").textValue())) {
            return wrongCredentials();
        }
        return settings.suiteTicket().equals(body.path("suiteTicket").textValue())
                ? null
                : NewApiErrors.error(400, "invalidSuiteTicket", "无效的suiteTicket");
    }

    /** {@code POST /v1.0/oauth2/corpAccessToken}. */
    Reply corpAccessToken(Request request) {
        JsonNode body = body(request);
        Reply wrong = wrongSuite(body);
        if (wrong != null) {
            return wrong;
        }
        if (!settings.corpId().equals(body.path("authCorpId").textValue())) {
            return NewApiErrors.error(400, "invalidAuthInfo", "企业未授权该应用");
        }
        return issue("accessToken", "expireIn", tokens::issue);
    }

    /** A form is refused (§7.4), and so is everything else that is not a JSON object. */
    private static JsonNode body(Request request) {
        return request.isJson() ? Json.tree(request.body()) : Json.tree(new byte[0]);
    }

    static Reply wrongCredentials() {
        return NewApiErrors.error(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
    }

    private Reply issue(String name, String life, Supplier<String> source) {
        Reply refusal = gate.token(VendorApi.DINGTALK_TOKEN);
        if (refusal != null) {
            return refusal;
        }
        String token = source.get();
        return NewApiErrors.named(Ids.hex(), Reply.json(200, out -> {
            out.writeStartObject();
            out.writeStringField(name, token);
            out.writeNumberField(life, settings.tokenLife().toSeconds());
            out.writeEndObject();
        }));
    }
}
