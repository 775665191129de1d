package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.Department;
import io.rollcall.sandbox.internal.company.Directory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an application may see, as the fewest departments with everything below them, and people besides. The root department alone
 * if nothing is hidden.
 */
record VisibleParts(List<Long> departments, List<String> people) {

    static VisibleParts of(Directory directory) {
        Set<Long> partly = new LinkedHashSet<>();
        for (Department hidden : directory.hidden()) {
            for (Department at = directory.department(hidden.parent());
                    at != null;
                    at = directory.department(at.parent())) {
                partly.add(at.id());
            }
        }
        if (partly.isEmpty()) {
            return new VisibleParts(List.of(Department.ROOT), List.of());
        }
        List<Long> departments = new ArrayList<>();
        List<String> people = new ArrayList<>();
        for (long id : partly) {
            Department department = directory.department(id);
            if (department == null || !directory.inScope(department)) {
                continue;
            }
            people.addAll(directory.members(id));
            directory.children(id).stream()
                    .filter(child -> !partly.contains(child.id()) && directory.inScope(child))
                    .forEach(child -> departments.add(child.id()));
        }
        return new VisibleParts(departments, people);
    }
}
