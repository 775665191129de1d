package io.rollcall.vendor.huawei;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * As whom an application asks for a token, and how it signs that (docs/vendors/huawei.md §2.1). There are five identities; an
 * empty part keeps its colons.
 *
 * @param severalCompanies whether the application serves several companies (SP): then the company is signed too
 * @param corpId empty for the administrator of all companies, and for an application of one company
 * @param userId empty for an administrator
 */
record AppIdentity(String appId, boolean severalCompanies, String corpId, String userId) {
    private static final String ALGORITHM = "HmacSHA256";

    static AppIdentity user(String appId, String userId) {
        return new AppIdentity(appId, false, "", userId);
    }

    static AppIdentity administrator(String appId) {
        return user(appId, "");
    }

    static AppIdentity companyUser(String appId, String corpId, String userId) {
        return new AppIdentity(appId, true, corpId, userId);
    }

    static AppIdentity companyAdministrator(String appId, String corpId) {
        return companyUser(appId, corpId, "");
    }

    /** The administrator of an application that serves several companies; no setting leads here. */
    static AppIdentity serviceProvider(String appId) {
        return companyUser(appId, "", "");
    }

    static AppIdentity of(HuaweiSettings settings) {
        return settings.corpId() == null
                ? user(settings.appId(), settings.userId())
                : companyUser(settings.appId(), settings.corpId(), settings.userId());
    }

    /** The value of the {@code Authorization} header. */
    String authorization(String appKey, long expireTime, String nonce) {
        String access = Base64.getEncoder().encodeToString(appId.getBytes(StandardCharsets.UTF_8));
        return "HMAC-SHA256 signature=" + signature(appKey, expireTime, nonce) + ",access=" + access;
    }

    /** 64 hexadecimal digits in lower case. */
    String signature(String appKey, long expireTime, String nonce) {
        String who = severalCompanies ? appId + ":" + corpId + ":" + userId : appId + ":" + userId;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(appKey.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signed = mac.doFinal((who + ":" + expireTime + ":" + nonce).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
