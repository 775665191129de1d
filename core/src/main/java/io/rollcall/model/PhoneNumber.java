package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A phone number, sent exactly as written. {@link #toString} masks it, because numbers must not appear in logs.
 *
 * @param value never blank
 */
public record PhoneNumber(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PhoneNumber {
        Text.requireNonBlank(value, "phone number");
    }

    @Override
    public String toString() {
        return "phone ***";
    }
}
