package io.rollcall.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run. Immutable and thread-safe.
 *
 * @param changes empty for a roster
 * @param unchanged empty for a roster
 * @param roster the roster's counts; null for other flows
 */
public record RunResult(
        RunOutcome outcome,
        List<Problem> problems,
        List<Change> changes,
        List<Unchanged> unchanged,
        @Nullable RosterResult roster) {
    public RunResult {
        problems = List.copyOf(problems);
        changes = List.copyOf(changes);
        unchanged = List.copyOf(unchanged);
    }

    /** The same result with another outcome. */
    public RunResult as(RunOutcome another) {
        return new RunResult(another, problems, changes, unchanged, roster);
    }

    /** The same result with further problems; with any, the outcome {@code complete} becomes {@code incomplete}. */
    public RunResult plus(List<Problem> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Problem> all = new ArrayList<>(more);
        all.addAll(problems);
        RunOutcome now = outcome == RunOutcome.COMPLETE ? RunOutcome.INCOMPLETE : outcome;
        return new RunResult(now, all, changes, unchanged, roster);
    }
}
