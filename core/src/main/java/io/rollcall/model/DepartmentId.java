package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies a department; departments of one level are read in this order.
 *
 * @param value any whole number; 1 is the root, and special departments, such as school contacts, have negative ids
 */
public record DepartmentId(@JsonValue long value) implements Comparable<DepartmentId> {
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
}
