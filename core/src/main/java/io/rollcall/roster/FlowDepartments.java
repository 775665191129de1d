package io.rollcall.roster;

import io.rollcall.find.DepartmentSearch.Found;
import io.rollcall.model.DepartmentId;
import io.rollcall.roster.ExcludedDepartments.Position;
import io.rollcall.roster.RosterConfig.Exclusions;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.vendor.ListLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which departments a flow would walk, from what is known of them and of those above them. The order is that of {@link
 * DepartmentWalk}. Not thread-safe.
 */
final class FlowDepartments {
    private final List<Found> start;
    private final List<DepartmentId> roots;
    private final boolean recursive;
    private final Exclusions exclude;
    private final Map<DepartmentId, TrackedDepartment> known = new HashMap<>();
    private final Set<DepartmentId> missing = new HashSet<>();

    /** @param start the departments that the walk starts with */
    FlowDepartments(List<Found> start, boolean recursive, Exclusions exclude) {
        this.start = List.copyOf(start);
        this.roots = start.stream().map(Found::id).toList();
        this.recursive = recursive;
        this.exclude = exclude;
    }

    /** Takes what is known of a department, in place of what was known before. */
    void know(TrackedDepartment department) {
        known.put(department.id(), department);
        missing.remove(department.id());
    }

    /** There is no such department, or nothing can be found out about it. */
    void missing(DepartmentId department) {
        known.remove(department);
        missing.add(department);
    }

    @Nullable TrackedDepartment find(DepartmentId department) {
        return known.get(department);
    }

    /** The place of a department in the walk. @param order where the flow names it; 0 for one that it does not name */
    record Place(int level, int order, DepartmentId department) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byLevel = Integer.compare(level, other.level);
            int byOrder = byLevel == 0 ? Integer.compare(order, other.order) : byLevel;
            return byOrder == 0 ? department.compareTo(other.department) : byOrder;
        }
    }

    /** Where the walk would come to a department; null if it would not, or if that is not known. */
    @Nullable Place place(DepartmentId department) {
        int root = roots.indexOf(department);
        if (root >= 0) {
            return new Place(0, root, department);
        }
        List<TrackedDepartment> chain = chain(department);
        if (!recursive || chain.isEmpty() || !isUnderRoot(chain) || isExcluded(chain)) {
            return null;
        }
        return new Place(chain.size(), 0, department);
    }

    /** The department that must be known to find the place of another one; null if nothing is missing. */
    @Nullable DepartmentId needed(DepartmentId department) {
        if (roots.contains(department) || !recursive) {
            return null;
        }
        List<TrackedDepartment> chain = chain(department);
        DepartmentId next =
                chain.isEmpty() ? department : chain.get(chain.size() - 1).parent();
        boolean ends = next == null
                || roots.contains(next)
                || missing.contains(next)
                || known.containsKey(next)
                || chain.size() >= ListLimits.DEEPEST_DEPARTMENT;
        return ends ? null : next;
    }

    /** Whether a department above one, or the department itself, could not be found out about. */
    boolean isUnknown(DepartmentId department) {
        if (roots.contains(department) || !recursive) {
            return false;
        }
        List<TrackedDepartment> chain = chain(department);
        DepartmentId next =
                chain.isEmpty() ? department : chain.get(chain.size() - 1).parent();
        return next != null && missing.contains(next);
    }

    /** The department and those above it as far as they are known, below the flow's own. */
    private List<TrackedDepartment> chain(DepartmentId department) {
        List<TrackedDepartment> chain = new ArrayList<>();
        Set<DepartmentId> passed = new HashSet<>();
        DepartmentId next = department;
        while (next != null
                && !roots.contains(next)
                && passed.add(next)
                && chain.size() < ListLimits.DEEPEST_DEPARTMENT) {
            TrackedDepartment found = known.get(next);
            if (found == null) {
                break;
            }
            chain.add(found);
            next = found.parent();
        }
        return chain;
    }

    private boolean isUnderRoot(List<TrackedDepartment> chain) {
        DepartmentId top = chain.get(chain.size() - 1).parent();
        return top != null && roots.contains(top);
    }

    private boolean isExcluded(List<TrackedDepartment> chain) {
        DepartmentId root = chain.get(chain.size() - 1).parent();
        List<Position> excluded = start.stream()
                .filter(found -> found.id().equals(root))
                .flatMap(found -> Position.in(exclude, found).stream())
                .toList();
        List<@Nullable String> names = new ArrayList<>();
        for (int i = chain.size() - 1; i >= 0; i--) {
            names.add(chain.get(i).name());
            if (exclude.ids().contains(chain.get(i).id())
                    || excluded.stream().anyMatch(position -> position.rest().equals(names))) {
                return true;
            }
        }
        return false;
    }
}
