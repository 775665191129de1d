package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What one vendor is asked in order to find another vendor's person; may be a mail address or a phone number, so its
 * text form is masked.
 *
 * @param value never blank
 */
public record LookupKey(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LookupKey {
        Text.requireNonBlank(value, "lookup key");
    }

    @Override
    public String toString() {
        return "key ***";
    }
}
