package io.rollcall.vendor.huawei;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpRequest.Method;
import io.rollcall.http.HttpRequest.TokenPlace;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.json.JsonText;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.RecordedFields;
import io.rollcall.vendor.ResponseBody;
import io.rollcall.vendor.SecretHints;
import io.rollcall.vendor.TokenContext;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gets a token for an App ID: {@code POST /v2/usg/acs/auth/appauth} (docs/vendors/huawei.md §2.1). Sends the {@code access}
 * part and {@code X-Token-Type} that the documentation requires, although older clients do without.
 */
final class Authenticate implements HuaweiOperation<TokenContext, AccessToken> {
    private static final int CLIENT_TYPE_API = 72;
    private static final long SIGNATURE_LIFE_SECONDS = 600;
    private static final long LONGEST_LIFE_SECONDS = 366L * 24 * 3600;
    // §2.2: tokens live 12 to 24 hours; used where an answer says nothing of it
    private static final long SHORTEST_USUAL_LIFE_SECONDS = 12L * 3600;

    private final HuaweiSettings settings;
    private final AppIdentity identity;

    Authenticate(HuaweiSettings settings) {
        this.settings = settings;
        this.identity = AppIdentity.of(settings);
    }

    @Override
    public HuaweiApi call() {
        return HuaweiApi.TOKEN;
    }

    @Override
    public RecordedFields answerFields() {
        return RecordedFields.NONE
                .dates("expireTime", "createTime")
                .keep(
                        "validPeriod",
                        "forceLoginInd",
                        "firstLogin",
                        "pwdExpired",
                        "daysPwdAvailable",
                        "tokenType",
                        "clientType",
                        "refreshValidPeriod")
                .dates("refreshCreateTime", "refreshExpireTime")
                .keep("adminType", "corpType", "userType", "status", "delayDelete")
                .hide("appId", "companyId", "numberHA1", "proxyToken", "serviceAccount", "spId", "thirdAccount")
                .containers("user")
                .hide("accessToken", "refreshToken", "tokenIp", "userId", "corpId", "name", "ucloginAccount");
    }

    @Override
    public HttpRequest request(TokenContext question) {
        long expireTime = question.now().getEpochSecond() + SIGNATURE_LIFE_SECONDS;
        String authorization = identity.authorization(settings.appKey().reveal(), expireTime, question.nonce());
        return new HttpRequest(
                Method.POST,
                settings.url(),
                "/v2/usg/acs/auth/appauth",
                List.of(),
                List.of(
                        new Field("Authorization", authorization),
                        new Field("X-Token-Type", "LongTicket"),
                        ListUserDetails.ACCEPT,
                        ListUserDetails.CONTENT_TYPE),
                body(expireTime, question.nonce()),
                TokenPlace.NONE);
    }

    // the values must be the signed ones; corpId makes a single company's authentication fail
    private String body(long expireTime, String nonce) {
        ObjectNode body = Json.object()
                .put("appId", identity.appId())
                .put("clientType", CLIENT_TYPE_API)
                .put("expireTime", expireTime)
                .put("nonce", nonce)
                .put("userId", identity.userId());
        if (identity.severalCompanies()) {
            body.put("corpId", identity.corpId());
        }
        return JsonText.of(body);
    }

    @Override
    public ParsedResponse<AccessToken> read(TokenContext question, HttpResponse response) {
        ResponseBody body = ResponseBody.of(response);
        ParsedResponse<AccessToken> refusal = HuaweiErrorParser.in(call(), response, body);
        if (refusal != null) {
            return SecretHints.in(refusal, Map.of("app-key", settings.appKey()));
        }
        String token = body.json().at("accessToken").id();
        if (token == null) {
            return HuaweiErrorParser.unreadable(call(), response, "accessToken is missing");
        }
        long seconds = Math.min(life(question, response, body.json()), LONGEST_LIFE_SECONDS);
        if (seconds <= 0) {
            return HuaweiErrorParser.unreadable(call(), response, "its token has ended already");
        }
        return ParsedResponse.answer(
                new AccessToken(token, question.now(), question.now().plusSeconds(seconds)));
    }

    /**
     * How long the token lives. The vendor's clock and ours may differ, so a length of time is believed before a point in
     * time, and a point in time is measured from the vendor's own "now". As it is counted from before the request, the
     * token ends here a little earlier than there.
     */
    private static long life(TokenContext question, HttpResponse response, Json answer) {
        Long validPeriod = answer.at("validPeriod").number();
        if (validPeriod != null) {
            return validPeriod;
        }
        Long expireTime = answer.at("expireTime").number();
        if (expireTime == null) {
            return SHORTEST_USUAL_LIFE_SECONDS;
        }
        Long vendorsNow = date(response);
        if (vendorsNow == null) {
            Long createTime = answer.at("createTime").number();
            vendorsNow = createTime == null ? question.now().getEpochSecond() : createTime / 1000;
        }
        // saturated: what a vendor sends may be any number
        return expireTime > Long.MAX_VALUE / 2 ? LONGEST_LIFE_SECONDS : Math.max(expireTime, 0) - vendorsNow;
    }

    private static @Nullable Long date(HttpResponse response) {
        try {
            return ZonedDateTime.parse(response.header("Date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toEpochSecond();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
