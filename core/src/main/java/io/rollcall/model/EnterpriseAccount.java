package io.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * An account that the company owns. Each value is null if unknown.
 *
 * @param type how the person signs in, in the vendor's term
 * @param disabled whether the company switched the account off
 */
public record EnterpriseAccount(
        @Nullable String loginId,
        @Nullable String type,
        @Nullable String nickname,
        @Nullable String corpId,
        @Nullable String corpName,
        @Nullable Boolean disabled) {

    /** Shows nothing of the person. */
    @Override
    public String toString() {
        return "EnterpriseAccount[***]";
    }
}
