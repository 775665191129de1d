package io.rollcall.sandbox.internal.huawei;

import io.rollcall.sandbox.internal.http.HmacSha256;
import java.util.HexFormat;

/** The signature of an App ID authentication (docs/vendors/huawei.md §2.1). */
final class HuaweiSignature {
    private HuaweiSignature() {}

    /** The signed text if the App ID belongs to one company; an empty user is the administrator. */
    static String singleCompany(String appId, String userId, String expireTime, String nonce) {
        return String.join(":", appId, userId, expireTime, nonce);
    }

    /** The signed text if the App ID serves several companies; an empty company and user is the service provider's administrator. */
    static String serviceProvider(String appId, String corpId, String userId, String expireTime, String nonce) {
        return String.join(":", appId, corpId, userId, expireTime, nonce);
    }

    /** HMAC-SHA256 as lower-case hexadecimal digits. */
    static String of(String text, String appKey) {
        return HexFormat.of().formatHex(HmacSha256.of(text, appKey));
    }
}
