package io.rollcall.roster.tracking;

import io.rollcall.model.DepartmentId;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import java.util.List;
import java.util.Set;

/**
 * What a run read of the directory.
 *
 * @param complete whether every department and everyone in it was read
 * @param departments in the order of the walk
 * @param read the departments whose people were all read
 * @param missing how many departments could not be read
 */
public record Walk(boolean complete, List<TrackedDepartment> departments, Set<DepartmentId> read, long missing) {

    /** Whether what a department's people are is known: after a complete walk, a department that is not there has none. */
    boolean isKnown(DepartmentId department) {
        return complete || read.contains(department);
    }
}
