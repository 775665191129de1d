package io.rollcall.roster;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.task.Pump;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The departments as the walk finds them: what the step {@code departments} makes. Not thread-safe. */
final class DepartmentOutput extends StepOutput<Department> {
    private final DepartmentWalk walk;
    private final Pump pump;
    private final Map<DepartmentId, WalkedDepartment> handedOut = new HashMap<>();

    DepartmentOutput(DepartmentWalk walk, Pump pump) {
        this.walk = walk;
        this.pump = pump;
    }

    @Override
    @Nullable Department make() {
        pump.pumpUntil(walk::isNextKnown);
        WalkedDepartment next = walk.poll();
        if (next == null) {
            return null;
        }
        handedOut.put(next.id(), next);
        return next.department();
    }

    /** Takes back a department that was handed out; null for one that was not, or was taken back before. */
    @Nullable WalkedDepartment takeBack(DepartmentId id) {
        return handedOut.remove(id);
    }
}
