package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.company.DingTalkSettings;
import io.rollcall.sandbox.internal.wire.Json;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hands out tokens by the calls of the old API, which most existing scripts use (vendors/dingtalk.md §2.1, §2.4). The
 * tokens are the same as those of the new API: whether the new API takes one from here is not known (§2.3), and assumed.
 */
final class OldTokenCalls {
    private static final int WRONG_SECRET = 40096;
    private static final int WRONG_CORP_SECRET = 40089;
    private static final int WRONG_CORP = 40013;
    private static final int WRONG_SIGNATURE = 40001;

    private final DingTalkSettings settings;
    private final Tokens tokens;
    private final Gate gate;

    OldTokenCalls(DingTalkSettings settings, Tokens tokens, Gate gate) {
        this.settings = settings;
        this.tokens = tokens;
        this.gate = gate;
    }

    /** {@code GET /gettoken?appkey=&appsecret=}; parameters in a body are as good as none (§2.1). */
    Reply getToken(Request request) {
        String key = request.query("appkey");
        String secret = request.query("appsecret");
        if (isMissing(key) || isMissing(secret)) {
            // the older pair; the sandbox's company has no corpsecret
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
    Reply getCorpToken(Request request) {
        for (String name : new String[] {"accessKey", "timestamp", "suiteTicket", "signature"}) {
            if (isMissing(request.query(name))) {
                return TopApiErrors.badParameter(name);
            }
        }
        boolean signed = settings.thirdParty()
                && settings.clientId().equals(request.query("accessKey"))
                && settings.suiteTicket().equals(request.query("suiteTicket"))
                && signature(request.query("timestamp") + "\n" + request.query("suiteTicket"))
                        .equals(request.query("signature"));
        if (!signed) {
            // assumption: the global table's "secret wrong"; the facts do not say which code it is here
            return TopApiErrors.bare(WRONG_SIGNATURE, "签名校验失败");
        }
        JsonNode body = request.isJson() ? Json.tree(request.body()) : Json.tree(new byte[0]);
        String corp = request.isJson()
                ? body.path("auth_corpid").textValue()
                : Json.form(request.body()).get("auth_corpid");
        return settings.corpId().equals(corp) ? issue() : TopApiErrors.bare(WRONG_CORP, "不合法的corpid");
    }

    private static boolean isMissing(@Nullable String value) {
        return value == null || value.isEmpty();
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.clientSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    private Reply issue() {
        Reply refusal = gate.oldToken();
        if (refusal != null) {
            return refusal;
        }
        String token = tokens.issue();
        return Reply.json(200, out -> {
            out.writeStartObject();
            out.writeNumberField("errcode", 0);
            out.writeStringField("errmsg", "ok");
            out.writeStringField("access_token", token);
            out.writeNumberField("expires_in", settings.tokenLife().toSeconds());
            out.writeEndObject();
        });
    }
}
