package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a person in a company's directory (DingTalk: the userid).
 *
 * @param value never blank
 */
public record PersonId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PersonId {
        Text.requireNonBlank(value, "person id");
    }

    @Override
    public String toString() {
        return value;
    }
}
