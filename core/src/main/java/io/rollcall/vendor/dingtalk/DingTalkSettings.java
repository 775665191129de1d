package io.rollcall.vendor.dingtalk;

import io.rollcall.vendor.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One DingTalk application and where its DingTalk is. The two addresses belong together: whether a token of the mainland
 * works overseas is not known (docs/vendors/dingtalk.md §1).
 *
 * @param clientId AppKey of an internal application, SuiteKey of a third-party one
 * @param clientSecret AppSecret or SuiteSecret
 * @param corpId the authorising company; null for internal applications
 * @param suiteTicket what DingTalk last sent to the third-party application; null for internal ones
 * @param api the new generation's address, without a slash at its end
 * @param oapi the old generation's address, without a slash at its end
 * @param stream the event connection; null where no events are wanted
 */
public record DingTalkSettings(
        AppType appType,
        String clientId,
        Secret clientSecret,
        @Nullable String corpId,
        @Nullable Secret suiteTicket,
        URI api,
        URI oapi,
        @Nullable StreamSettings stream) {

    /** An application without events. */
    public DingTalkSettings(
            AppType appType,
            String clientId,
            Secret clientSecret,
            @Nullable String corpId,
            @Nullable Secret suiteTicket,
            URI api,
            URI oapi) {
        this(appType, clientId, clientSecret, corpId, suiteTicket, api, oapi, null);
    }

    public DingTalkSettings {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("rollcall.dingtalk.client-id must not be empty");
        }
        if (appType == AppType.THIRD_PARTY && (corpId == null || corpId.isBlank() || suiteTicket == null)) {
            throw new IllegalArgumentException(
                    "a third-party application needs rollcall.dingtalk.corp-id and rollcall.dingtalk.suite-ticket");
        }
    }
}
