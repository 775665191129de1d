package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.RandomIds;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token endpoints of {@code api.dingtalk.*} (docs/vendors/dingtalk.md §2.1, §2.4). They refuse forms (§7.4). Thread-safe. */
final class OpenApiTokenEndpoints {
    private final DingTalkSettings settings;
    private final DingTalkTokens tokens;
    private final AccessChecks access;

    OpenApiTokenEndpoints(DingTalkSettings settings, DingTalkTokens tokens, AccessChecks access) {
        this.settings = settings;
        this.tokens = tokens;
        this.access = access;
    }

    /** {@code POST /v1.0/oauth2/accessToken}. */
    Response accessToken(Request request) {
        JsonNode body = request.json();
        boolean right = !settings.thirdParty()
                && settings.clientId().equals(body.path("appKey").textValue())
                && settings.clientSecret().equals(body.path("appSecret").textValue());
        return right ? issue("accessToken", "expireIn", tokens::issue) : credentialsError();
    }

    /** {@code POST /v1.0/oauth2/{corpId}/token}, for internal and third-party applications; the response is in snake case. */
    Response corpToken(Request request, String corpId) {
        JsonNode body = request.json();
        // assumption: the response to another grant_type is not documented
        boolean right = settings.clientId().equals(body.path("client_id").textValue())
                && settings.clientSecret().equals(body.path("client_secret").textValue())
                && "client_credentials".equals(body.path("grant_type").textValue());
        if (!right) {
            return credentialsError();
        }
        // the documentation says 400 invalid.client; the server responds this way (§2.4)
        return settings.corpId().equals(corpId)
                ? issue("access_token", "expires_in", tokens::issue)
                : OpenApiErrors.error(500, "unknownError", "unknownError");
    }

    /** {@code POST /v1.0/oauth2/suiteAccessToken}: the application's own token, which no other call accepts. */
    Response suiteAccessToken(Request request) {
        Response error = suiteError(request.json());
        return error != null ? error : issue("accessToken", "expireIn", RandomIds::hex);
    }

    private @Nullable Response suiteError(JsonNode body) {
        if (!settings.thirdParty()
                || !settings.clientId().equals(body.path("suiteKey").textValue())) {
            return OpenApiErrors.error(400, "invalidSuiteKey", "无效的suiteKey");
        }
        if (!settings.clientSecret().equals(body.path("suiteSecret").textValue())) {
            return credentialsError();
        }
        return settings.suiteTicket().equals(body.path("suiteTicket").textValue())
                ? null
                : OpenApiErrors.error(400, "invalidSuiteTicket", "无效的suiteTicket");
    }

    /** {@code POST /v1.0/oauth2/corpAccessToken}. */
    Response corpAccessToken(Request request) {
        JsonNode body = request.json();
        Response error = suiteError(body);
        if (error != null) {
            return error;
        }
        if (!settings.corpId().equals(body.path("authCorpId").textValue())) {
            return OpenApiErrors.error(400, "invalidAuthInfo", "企业未授权该应用");
        }
        return issue("accessToken", "expireIn", tokens::issue);
    }

    static Response credentialsError() {
        return OpenApiErrors.error(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
    }

    private Response issue(String name, String life, Supplier<String> source) {
        Response refusal = access.openApiTokenRate();
        if (refusal != null) {
            return refusal;
        }
        return OpenApiErrors.ok(Json.object()
                .put(name, source.get())
                .put(life, settings.tokenLife().toSeconds()));
    }
}
