package io.rollcall.dingtalk;

import io.rollcall.provider.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How one DingTalk application is reached.
 *
 * @param clientId AppKey of an internal, SuiteKey of a third-party application
 * @param corpId the customer's organization; null for internal applications
 * @param suiteTicket the ticket that DingTalk pushes every few hours; null for internal applications
 * @param api the new generation's address, without a slash at its end
 * @param oapi the old generation's address, without a slash at its end
 */
public record DingTalkSettings(
        AppType appType,
        String clientId,
        Secret clientSecret,
        @Nullable String corpId,
        @Nullable Secret suiteTicket,
        URI api,
        URI oapi) {

    /** The kinds of applications. */
    public enum AppType {
        /** Made by an organization for itself. */
        INTERNAL,
        /** Made for others, used by one of them. */
        THIRD_PARTY
    }
}
