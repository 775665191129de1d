package io.rollcall.huawei;

import io.rollcall.provider.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How one Huawei Cloud Meeting application is reached.
 *
 * @param url the region's address, without a slash at its end
 * @param userId as whom to ask; empty for the administrator
 * @param corpId the company, for service providers with several; null for a single company
 */
public record HuaweiSettings(URI url, String appId, Secret appKey, String userId, @Nullable String corpId) {}
