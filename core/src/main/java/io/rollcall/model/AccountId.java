package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies an account at the vendor of the look-ups (Huawei: the user UUID).
 *
 * @param value never blank
 */
public record AccountId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
        Text.requireNonBlank(value, "account id");
    }

    @Override
    public String toString() {
        return value;
    }
}
