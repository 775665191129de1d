package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a department; departments of one level are read in this order.
 *
 * @param value any whole number; 1 is the root, and special departments, such as school contacts, have negative ids
 */
public record DepartmentId(@JsonValue long value) implements DepartmentReference, Comparable<DepartmentId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DepartmentId {}

    @Override
    public int compareTo(DepartmentId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }

    // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DepartmentId that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }
}
