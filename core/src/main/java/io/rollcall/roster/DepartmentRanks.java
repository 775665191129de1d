package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import java.util.ArrayList;
import java.util.List;

/** The walked departments by their place in the walk's order. */
final class DepartmentRanks {
    private final List<DepartmentId> departments = new ArrayList<>();

    /** The place that the department takes, from 0. */
    int add(DepartmentId id) {
        departments.add(id);
        return departments.size() - 1;
    }

    DepartmentId get(int rank) {
        return departments.get(rank);
    }
}
