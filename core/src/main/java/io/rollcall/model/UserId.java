package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a person in meetings (DingTalk: the unionId). Opaque and case-sensitive.
 *
 * @param value never blank
 */
public record UserId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Text.requireNonBlank(value, "user id");
    }

    @Override
    public String toString() {
        return value;
    }
}
