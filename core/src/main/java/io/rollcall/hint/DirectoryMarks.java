package io.rollcall.hint;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a run learns from events about the directory: who and which departments must be read again. Nothing follows from the absence of
 * a person. Immutable and thread-safe.
 *
 * @param people who joined, changed or left
 * @param leavers those of the people about whom the last event said that they left
 * @param departments that were added, changed or removed
 * @param rewrite whether the run brings its output file up to date
 */
public record DirectoryMarks(
        Set<PersonId> people, Set<PersonId> leavers, Set<DepartmentId> departments, boolean rewrite) {
    /** Nothing is marked. */
    public static final DirectoryMarks NONE = new DirectoryMarks(Set.of(), Set.of(), Set.of(), false);

    public DirectoryMarks {
        people = Collections.unmodifiableSet(new LinkedHashSet<>(people));
        leavers = Set.copyOf(leavers);
        departments = Collections.unmodifiableSet(new LinkedHashSet<>(departments));
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return people.isEmpty() && departments.isEmpty() && !rewrite;
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "DirectoryMarks[" + people.size() + " people, " + departments.size() + " departments"
                + (rewrite ? ", rewrite]" : "]");
    }
}
