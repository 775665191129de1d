package io.rollcall.roster;

import io.rollcall.find.DepartmentSearch.Found;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.model.DepartmentReference;
import io.rollcall.roster.RosterConfig.Exclusions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The departments that a run does not walk: by id, and by path once the names on it are known. Not thread-safe. */
final class ExcludedDepartments {
    private final Set<DepartmentId> ids;
    private final Map<DepartmentId, Set<Position>> positions = new HashMap<>();
    private final Set<List<String>> unmatched;

    /** @param start the departments that the walk starts with */
    ExcludedDepartments(Exclusions exclusions, Collection<Found> start) {
        this.ids = new HashSet<>(exclusions.ids());
        this.unmatched = new LinkedHashSet<>(exclusions.paths());
        start.forEach(root -> Position.in(exclusions, root).forEach(position -> add(root.id(), position)));
    }

    /** How far a path has led. @param next the index of the name that comes next */
    record Position(List<String> path, int next) {
        /** The paths that lead through a department, which they have reached. */
        static List<Position> in(Exclusions exclusions, Found root) {
            return exclusions.paths().stream()
                    .map(path -> new Position(path, leadingNames(path, root.reference())))
                    .filter(position -> position.next() > 0)
                    .toList();
        }

        // no list of departments has the name of the company or of one that is named by its id, so it stands for any
        private static int leadingNames(List<String> path, DepartmentReference root) {
            if (!(root instanceof DepartmentPath start)) {
                return 1;
            }
            int names = start.names().size();
            return path.size() > names
                            && path.subList(1, names).equals(start.names().subList(1, names))
                    ? names
                    : 0;
        }

        /** The names that come next. */
        List<String> rest() {
            return path.subList(next, path.size());
        }
    }

    private void add(DepartmentId department, Position position) {
        positions.computeIfAbsent(department, any -> new HashSet<>()).add(position);
    }

    /** Takes the names of the departments directly below one. */
    void note(DepartmentId parent, List<Department> children) {
        for (Position position : positions.getOrDefault(parent, Set.of())) {
            String name = position.path().get(position.next());
            boolean last = position.next() == position.path().size() - 1;
            for (Department child : children) {
                if (!name.equals(child.name())) {
                    continue;
                }
                if (last) {
                    ids.add(child.id());
                    unmatched.remove(position.path());
                } else {
                    add(child.id(), new Position(position.path(), position.next() + 1));
                }
            }
        }
    }

    boolean contains(DepartmentId id) {
        return ids.contains(id);
    }

    /** The paths that have led to no department, as the configuration spells them. */
    List<String> unmatched() {
        return unmatched.stream()
                .map(path -> "/" + String.join("/", path))
                .sorted()
                .toList();
    }
}
