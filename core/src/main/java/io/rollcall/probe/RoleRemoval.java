package io.rollcall.probe;

import io.rollcall.model.CoHostChange;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Outcome;

/**
 * Removes a co-host role again that {@link ChangesTask} gave, where that task could not: it was stopped, or the store failed. Removing
 * a role twice does nothing. Not thread-safe.
 */
public final class RoleRemoval implements Task {
    private final AuditedCall call;
    private final UserId user;
    private boolean removed;

    RoleRemoval(AuditedCall call, UserId user) {
        this.call = call;
        this.user = user;
    }

    /** Whether the vendor removed the role. */
    public boolean isRemoved() {
        return removed;
    }

    @Override
    public void begin(Commands commands) {
        call.make(
                commands,
                CoHostChange.Action.REMOVE,
                user,
                outcome -> removed = outcome instanceof Outcome.Done<Accepted>);
    }

    @Override
    public void abort(Problem problem) {
        // isRemoved() tells
    }

    @Override
    public void settle(Commands commands) {
        call.settle(commands);
    }
}
