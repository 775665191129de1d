package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The key by which one vendor looks up another vendor's person. May be a mail address or a phone number, so
 * {@link #toString} masks it.
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

    // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LookupKey that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
