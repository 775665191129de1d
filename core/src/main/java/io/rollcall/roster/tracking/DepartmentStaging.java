package io.rollcall.roster.tracking;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stages the departments of a walk. The names of those with which it begins are in no list, so they are read one by one, once.
 * Not thread-safe.
 */
final class DepartmentStaging {
    private static final int MOST_UNNAMED = 50;

    private final RunIdentity run;
    private final @Nullable DirectoryProofs proofs;
    private final String language;
    private final RunEffects effects;

    DepartmentStaging(RunIdentity run, @Nullable DirectoryProofs proofs, String language, RunEffects effects) {
        this.run = run;
        this.proofs = proofs;
        this.language = language;
        this.effects = effects;
    }

    /** Stages departments. */
    void stage(List<TrackedDepartment> walked, Runnable then) {
        Map<DepartmentId, TrackedDepartment> departments = new HashMap<>();
        walked.forEach(department -> departments.put(department.id(), department));
        DirectoryProofs asked = proofs;
        List<DepartmentId> unnamed = departments.values().stream()
                .filter(department -> department.name() == null)
                .map(TrackedDepartment::id)
                .limit(MOST_UNNAMED)
                .toList();
        if (asked == null || unnamed.isEmpty()) {
            keepDepartments(departments, then);
            return;
        }
        effects.query(store -> store.rosters().departmentNames(run.flow(), unnamed), names -> {
            Deque<DepartmentId> toRead = new ArrayDeque<>(unnamed);
            toRead.removeAll(names.keySet());
            readDepartments(asked, toRead, departments, () -> keepDepartments(departments, then));
        });
    }

    private void readDepartments(
            DirectoryProofs asked,
            Deque<DepartmentId> toRead,
            Map<DepartmentId, TrackedDepartment> departments,
            Runnable then) {
        DepartmentId next = toRead.poll();
        if (next == null) {
            then.run();
            return;
        }
        effects.call(asked.department(), new DepartmentQuestion(next, language), outcome -> {
            // without it, the department has no name
            if (outcome instanceof Outcome.Done<Optional<Department>> done) {
                done.value()
                        .ifPresent(found ->
                                departments.put(next, new TrackedDepartment(next, found.name(), found.parent())));
                readDepartments(asked, toRead, departments, then);
            } else {
                then.run();
            }
        });
    }

    private void keepDepartments(Map<DepartmentId, TrackedDepartment> departments, Runnable then) {
        List<TrackedDepartment> all = List.copyOf(departments.values());
        effects.query(
                store -> {
                    store.rosters().stageDepartments(run.number(), all);
                    return true;
                },
                done -> then.run());
    }
}
