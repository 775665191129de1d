package io.rollcall.roster;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.report.Problem;
import io.rollcall.roster.tracking.Walk;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The departments that the run of a tracked roster read. Not thread-safe. */
final class ReadDepartments {
    private final List<TrackedDepartment> departments = new ArrayList<>();
    private final Set<DepartmentId> whole = new HashSet<>();

    /** All pages of a department that could be read were read. */
    void ended(WalkedDepartment walked) {
        Department department = walked.department();
        departments.add(new TrackedDepartment(department.id(), department.name(), department.parent()));
        if (walked.hasEveryone()) {
            whole.add(department.id());
        }
    }

    /**
     * What the walk read.
     *
     * @param complete whether every step read everything
     * @param problems of the walk
     */
    Walk walk(boolean complete, List<Problem> problems) {
        long missing = problems.stream().map(Problem::subject).distinct().count();
        return new Walk(complete && problems.isEmpty(), departments, whole, missing);
    }
}
