package io.rollcall.sandbox.internal.company;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Huawei responds. Immutable.
 *
 * @param serviceProvider whether the App ID serves several companies (SP mode) or one
 * @param appId the App ID
 * @param appKey the App Key, the key of the signature
 * @param corpIds the companies of an SP application
 * @param autoRegister whether an unknown userId is registered at authentication (the vendor does; the application may forbid it)
 * @param longTicketRequired whether {@code access=} and {@code X-Token-Type: LongTicket} are required, as documented
 * @param tokenLife how long a token is valid; 12 to 24 h at the vendor
 * @param rateHeaders whether responses carry {@code X-APIG-Ratelimit-Api}
 * @param retryAfter {@code Retry-After} when the rate limit is exceeded; null for none (not documented)
 * @param rejectsTokenWith400 whether a bad token is HTTP 400 {@code MBI.000000004} instead of 401 {@code USG.000000004}
 * @param key which attribute of a person is the third-party account
 * @param echo which {@code id} a response has
 * @param shuffled whether users come in another order than requested
 * @param accountIsKey whether {@code account} is the third-party account
 * @param omitStatusCode whether found people lack {@code statusCode}, as in the page's example
 */
public record HuaweiSettings(
        boolean serviceProvider,
        String appId,
        String appKey,
        Set<String> corpIds,
        boolean autoRegister,
        boolean longTicketRequired,
        Duration tokenLife,
        boolean rateHeaders,
        @Nullable Duration retryAfter,
        boolean rejectsTokenWith400,
        LookupKey key,
        Echo echo,
        boolean shuffled,
        boolean accountIsKey,
        boolean omitStatusCode) {

    public HuaweiSettings {
        corpIds = Set.copyOf(corpIds);
    }

    /** Which {@code id} a response has; not documented (docs/vendors/huawei.md §1). */
    public enum Echo {
        /** The requested id. */
        ASKED,
        /** The Huawei UUID; absent if there is no such user. */
        UUID,
        /** No {@code id} at all, as in the page's example. */
        ABSENT
    }

    /** Which attribute of a person is the third-party account at Huawei. */
    public enum LookupKey {
        USERID,
        UNIONID,
        JOB_NUMBER,
        EMAIL,
        MOBILE
    }

    /** Without the App Key. */
    @Override
    public String toString() {
        return "HuaweiSettings[serviceProvider=" + serviceProvider + ", appId=" + appId + "]";
    }
}
