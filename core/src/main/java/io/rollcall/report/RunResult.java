package io.rollcall.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did and what it left alone.
 *
 * @param changes empty for a roster
 * @param unchanged empty for a roster
 * @param roster null for flows that are no roster
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

    /** The same result with problems from outside the run; with any, what was complete is so no more. */
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
