package io.rollcall.model;

/**
 * Identifies an account at the vendor that looks people up (Huawei: the user UUID).
 *
 * @param value never blank
 */
public record AccountId(String value) {
    public AccountId {
        Text.requireNonBlank(value, "account id");
    }

    @Override
    public String toString() {
        return value;
    }
}
