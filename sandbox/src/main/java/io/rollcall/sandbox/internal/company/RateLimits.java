package io.rollcall.sandbox.internal.company;

/**
 * The rate limits of the vendors' APIs, each in a sliding window. 0 is no limit.
 *
 * @param dingtalkPerSecond calls per second and DingTalk API
 * @param huaweiPerMinute calls per minute and Huawei API
 */
public record RateLimits(int dingtalkPerSecond, int huaweiPerMinute) {
    static final RateLimits NONE = new RateLimits(0, 0);
}
