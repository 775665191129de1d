package io.rollcall.model;

/**
 * Identifies a department; its order is the order in which departments of one level are walked.
 *
 * @param value 1 or larger; 1 is the root
 */
public record DepartmentId(long value) implements Comparable<DepartmentId> {
    public DepartmentId {
        if (value < 1) {
            throw new IllegalArgumentException("a department id must be 1 or larger");
        }
    }

    @Override
    public int compareTo(DepartmentId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
