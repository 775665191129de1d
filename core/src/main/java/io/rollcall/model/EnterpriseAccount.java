package io.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * What a directory says of an account that the company owns. Everything is null where the vendor does not say.
 *
 * @param type how the person signs in, in the vendor's word
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
