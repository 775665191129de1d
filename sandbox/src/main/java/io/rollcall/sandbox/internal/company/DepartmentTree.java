package io.rollcall.sandbox.internal.company;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The departments of a company: those that a file lists, those that are generated, and what became of both. Not thread-safe:
 * {@link Directory} has the lock.
 */
final class DepartmentTree {
    private final List<Department> atStart;
    private final GenerationSettings generation;
    private final GeneratedPeople generated;
    /** The listed departments, and the generated ones that have changed. */
    private final Map<Long, Department> listed = new LinkedHashMap<>();

    private final Map<Long, List<Department>> children = new LinkedHashMap<>();
    private final Set<Long> removed = new HashSet<>();
    private final Set<Long> failing = new HashSet<>();

    DepartmentTree(Collection<Department> departments, GenerationSettings generation, GeneratedPeople generated) {
        this.atStart = List.copyOf(departments);
        this.generation = generation;
        this.generated = generated;
        restore();
    }

    List<Department> atStart() {
        return atStart;
    }

    /** Undoes every change. */
    void restore() {
        listed.clear();
        removed.clear();
        failing.clear();
        atStart.forEach(department -> listed.put(department.id(), department));
        listed.putIfAbsent(Department.ROOT, new Department(Department.ROOT, 0, "Company", false, true, true));
        index();
    }

    private void index() {
        children.clear();
        listed.values().forEach(department -> children.computeIfAbsent(department.parent(), id -> new ArrayList<>())
                .add(department));
    }

    int size() {
        int changed = (int)
                listed.keySet().stream().filter(id -> generated.index(id) > 0).count();
        long gone = removed.stream().filter(id -> generated.index(id) > 0).count();
        return listed.size() - changed + generation.departments() - 1 - (int) gone;
    }

    @Nullable Department find(long id) {
        if (removed.contains(id)) {
            return null;
        }
        int index = generated.index(id);
        if (listed.containsKey(id) || index < 1) {
            return listed.get(id);
        }
        long parent = GeneratedPeople.departmentId((index - 1) / generation.fanOut());
        return new Department(id, parent, "Department " + id, false, false, false);
    }

    List<Department> children(long id) {
        List<Department> all = new ArrayList<>(children.getOrDefault(id, List.of()));
        int index = generated.index(id);
        if (index >= 0) {
            long first = (long) index * generation.fanOut() + 1;
            LongStream.range(first, Math.min(first + generation.fanOut(), generation.departments()))
                    .map(child -> GeneratedPeople.departmentId((int) child))
                    .filter(child -> !listed.containsKey(child))
                    .mapToObj(this::find)
                    .filter(Objects::nonNull)
                    .forEach(all::add);
        }
        return all;
    }

    boolean inScope(Department department) {
        Department ancestor = department;
        while (ancestor != null) {
            if (ancestor.hidden()) {
                return false;
            }
            ancestor = ancestor.parent() == 0 ? null : find(ancestor.parent());
        }
        return true;
    }

    List<Department> hidden() {
        return listed.values().stream().filter(Department::hidden).toList();
    }

    boolean isFailing(long id) {
        return failing.contains(id);
    }

    boolean fail(long id, boolean fails) {
        existing(id);
        return fails ? failing.add(id) : failing.remove(id);
    }

    Department add(Department department) {
        if (find(department.id()) != null) {
            throw new IllegalArgumentException("Department " + department.id() + " exists already.");
        }
        existing(department.parent());
        removed.remove(department.id());
        return put(department);
    }

    Department change(long id, UnaryOperator<Department> change) {
        Department changed = change.apply(existing(id));
        for (Department ancestor = changed; ancestor.parent() != 0; ancestor = existing(ancestor.parent())) {
            if (ancestor.parent() == id) {
                throw new IllegalArgumentException("Department " + id + " would be its own ancestor.");
            }
        }
        return put(changed);
    }

    private Department put(Department department) {
        listed.put(department.id(), department);
        index();
        return department;
    }

    Department remove(long id) {
        Department department = existing(id);
        if (id == Department.ROOT || !children(id).isEmpty()) {
            throw new IllegalArgumentException("Department " + id + " has departments below it. Remove them first.");
        }
        listed.remove(id);
        failing.remove(id);
        removed.add(id);
        index();
        return department;
    }

    private Department existing(long id) {
        Department department = find(id);
        if (department == null) {
            throw new IllegalArgumentException("There is no department " + id + ".");
        }
        return department;
    }
}
