package io.rollcall.vendor.dingtalk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.SecretHints;
import io.rollcall.vendor.TokenContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gets the application's token, which serves both generations (docs/vendors/dingtalk.md §2.1, §2.3). Asking an internal
 * application's again may bring the same one.
 *
 * <p>Request: {@code POST /v1.0/oauth2/accessToken} for internal applications, {@code /v1.0/oauth2/corpAccessToken} for
 * third-party ones; the latter exists with {@code /v1.0} only, although a page prints it without.
 */
final class GetAccessToken implements DingTalkOperation<TokenContext, AccessToken> {
    // what the pages state; used where an answer does not say its own (§2.2)
    private static final long USUAL_LIFE_SECONDS = 7_200;
    private static final long LONGEST_LIFE_SECONDS = 366L * 24 * 3600;

    private final DingTalkSettings settings;
    private final OpenApi api;

    GetAccessToken(DingTalkSettings settings, OpenApi api) {
        this.settings = settings;
        this.api = api;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.TOKEN;
    }

    @Override
    public RecordedFields answerFields() {
        return RecordedFields.NONE.keep("expireIn").hide("accessToken");
    }

    @Override
    public HttpRequest request(TokenContext question) {
        return switch (settings.appType()) {
            case INTERNAL -> api.postWithoutToken("/v1.0/oauth2/accessToken", internal());
            case THIRD_PARTY -> api.postWithoutToken("/v1.0/oauth2/corpAccessToken", thirdParty());
        };
    }

    private ObjectNode internal() {
        return Json.object()
                .put("appKey", settings.clientId())
                .put("appSecret", settings.clientSecret().reveal());
    }

    private ObjectNode thirdParty() {
        return Json.object()
                .put("suiteKey", settings.clientId())
                .put("suiteSecret", settings.clientSecret().reveal())
                .put("authCorpId", settings.corpId())
                .put("suiteTicket", requireNonNull(settings.suiteTicket()).reveal());
    }

    @Override
    public ParsedResponse<AccessToken> read(TokenContext question, HttpResponse response) {
        Map<String, Secret> secrets = new HashMap<>(Map.of("client-secret", settings.clientSecret()));
        @Nullable Secret ticket = settings.suiteTicket();
        if (ticket != null) {
            secrets.put("suite-ticket", ticket);
        }
        return SecretHints.in(token(question, response), secrets);
    }

    private ParsedResponse<AccessToken> token(TokenContext question, HttpResponse response) {
        return DingTalkResponse.read(call(), response, answer -> {
            String token = answer.at("accessToken").id();
            if (token == null) {
                return answer.unreadable("accessToken is missing");
            }
            Long said = answer.at("expireIn").number();
            long seconds = said == null ? USUAL_LIFE_SECONDS : Math.min(said, LONGEST_LIFE_SECONDS);
            if (seconds <= 0) {
                return answer.unreadable("its access token has already expired (expireIn is " + said + ")");
            }
            return ParsedResponse.answer(
                    new AccessToken(token, question.now(), question.now().plusSeconds(seconds)));
        });
    }
}
