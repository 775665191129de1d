package io.rollcall.model;

import java.util.List;

/**
 * The names of a department and of those above it, from the whole company down.
 *
 * @param names at least two, none blank; the first is the company's name and stands for any, because no list of departments has
 *     the name of the company
 */
public record DepartmentPath(List<String> names) implements DepartmentReference {
    /** @throws IllegalArgumentException if there are fewer than two names, or one is blank */
    public DepartmentPath {
        names = List.copyOf(names);
        if (names.size() < 2 || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a path has at least two names, none of which is blank");
        }
    }

    /** The part of the path that has so many names, as a configuration spells it. */
    public String first(int count) {
        return "/" + String.join("/", names.subList(0, count));
    }

    /** As a configuration spells it. */
    @Override
    public String toString() {
        return first(names.size());
    }
}
