package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

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

    // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
