package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.DingTalkSettings;
import io.rollcall.sandbox.internal.http.HmacSha256;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoints of {@code oapi.dingtalk.*}, which most existing scripts use (docs/vendors/dingtalk.md §2.1, §2.4). The
 * tokens are those of the other API (assumption: whether it accepts them is not documented, §2.3). Thread-safe.
 */
final class TopApiTokenEndpoints {
    private static final int WRONG_SECRET = 40096;
    private static final int WRONG_CORP_SECRET = 40089;
    private static final int WRONG_CORP = 40013;
    private static final int WRONG_SIGNATURE = 40001;

    private final DingTalkSettings settings;
    private final DingTalkTokens tokens;
    private final AccessChecks access;

    TopApiTokenEndpoints(DingTalkSettings settings, DingTalkTokens tokens, AccessChecks access) {
        this.settings = settings;
        this.tokens = tokens;
        this.access = access;
    }

    /** {@code GET /gettoken?appkey=&appsecret=}; parameters in a body are ignored (§2.1). */
    Response getToken(Request request) {
        String key = request.query("appkey");
        String secret = request.query("appsecret");
        if (isMissing(key) || isMissing(secret)) {
            // the older pair of parameters; the sandbox's company has no corpsecret
            return isMissing(request.query("corpid")) || isMissing(request.query("corpsecret"))
                    ? TopApiErrors.badParameter("appkey, appsecret")
                    : TopApiErrors.bare(WRONG_CORP_SECRET, "不合法的corpid或corpsecret");
        }
        boolean right = !settings.thirdParty()
                && settings.clientId().equals(key)
                && settings.clientSecret().equals(secret);
        return right ? issue() : TopApiErrors.bare(WRONG_SECRET, "不合法的appKey或appSecret");
    }

    /** {@code POST /service/get_corp_token?accessKey=&timestamp=&suiteTicket=&signature=}. */
    Response getCorpToken(Request request) {
        for (String name : new String[] {"accessKey", "timestamp", "suiteTicket", "signature"}) {
            if (isMissing(request.query(name))) {
                return TopApiErrors.badParameter(name);
            }
        }
        boolean signed = settings.thirdParty()
                && settings.clientId().equals(request.query("accessKey"))
                && settings.suiteTicket().equals(request.query("suiteTicket"))
                && signature(request).equals(request.query("signature"));
        if (!signed) {
            // assumption: the code for a wrong secret of the global table; the code of this call is not documented
            return TopApiErrors.bare(WRONG_SIGNATURE, "签名校验失败");
        }
        String corpId = request.isJson()
                ? request.json().path("auth_corpid").textValue()
                : request.form().get("auth_corpid");
        return settings.corpId().equals(corpId) ? issue() : TopApiErrors.bare(WRONG_CORP, "不合法的corpid");
    }

    private String signature(Request request) {
        String signed = request.query("timestamp") + "\n" + request.query("suiteTicket");
        return Base64.getEncoder().encodeToString(HmacSha256.of(signed, settings.clientSecret()));
    }

    private static boolean isMissing(@Nullable String value) {
        return value == null || value.isEmpty();
    }

    private Response issue() {
        Response refusal = access.topApiTokenRate();
        if (refusal != null) {
            return refusal;
        }
        return Response.json(
                200,
                Json.object()
                        .put("errcode", 0)
                        .put("errmsg", "ok")
                        .put("access_token", tokens.issue())
                        .put("expires_in", settings.tokenLife().toSeconds()));
    }
}
