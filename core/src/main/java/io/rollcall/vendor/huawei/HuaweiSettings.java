package io.rollcall.vendor.huawei;

import io.rollcall.vendor.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One Huawei Cloud Meeting application, and as whom it acts.
 *
 * @param url the site's address, without a slash at its end
 * @param userId as whom to act; empty for the company's administrator. A name that does not exist is registered by Huawei
 *     unless the application forbids it (docs/vendors/huawei.md §2.1)
 * @param corpId the company, of an application that serves several (SP); null for an application of one company
 */
public record HuaweiSettings(URI url, String appId, Secret appKey, String userId, @Nullable String corpId) {
    public HuaweiSettings {
        if (appId.isBlank()) {
            throw new IllegalArgumentException("rollcall.huawei.app-id must not be empty");
        }
        if (corpId != null && corpId.isBlank()) {
            corpId = null;
        }
    }

    /** Shows neither the identity nor the key. */
    @Override
    public String toString() {
        return "HuaweiSettings[" + url + ", app " + appId + "]";
    }
}
