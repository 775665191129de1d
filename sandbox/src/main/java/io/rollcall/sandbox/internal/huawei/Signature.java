package io.rollcall.sandbox.internal.huawei;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of an App ID authentication (vendors/huawei.md §2.1). */
final class Signature {
    private Signature() {}

    /** What is signed where the App ID belongs to one company; an empty user is the administrator. */
    static String singleCompany(String appId, String userId, String expireTime, String nonce) {
        return appId + ":" + userId + ":" + expireTime + ":" + nonce;
    }

    /** What is signed where the App ID serves several; an empty company and user is the SP's administrator. */
    static String serviceProvider(String appId, String corpId, String userId, String expireTime, String nonce) {
        return appId + ":" + corpId + ":" + userId + ":" + expireTime + ":" + nonce;
    }

    /** HMAC-SHA256 in lower-case hexadecimal digits. */
    static String of(String text, String appKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(appKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
