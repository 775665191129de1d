package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The departments in the order of the walk. Not thread-safe. */
final class WalkOrder {
    private final List<DepartmentId> departments = new ArrayList<>();
    private final Map<DepartmentId, Integer> ranks = new HashMap<>();

    /** Appends a department that is not in the order yet; returns its rank, from 0. */
    int add(DepartmentId id) {
        departments.add(id);
        ranks.put(id, departments.size() - 1);
        return departments.size() - 1;
    }

    boolean contains(DepartmentId id) {
        return ranks.containsKey(id);
    }

    /** The rank of a department; null if the walk has not reached it. */
    @Nullable Integer rank(DepartmentId id) {
        return ranks.get(id);
    }

    DepartmentId get(int rank) {
        return departments.get(rank);
    }
}
