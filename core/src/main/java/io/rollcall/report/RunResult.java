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
 * @param unread meetings that a poll with {@code schedule=auto} did not read; null for none
 */
public record RunResult(
        RunOutcome outcome,
        List<Problem> problems,
        List<Change> changes,
        List<Unchanged> unchanged,
        @Nullable RosterResult roster,
        @Nullable UnreadMeetings unread) {
    /** The result of a run that read every meeting. */
    public RunResult(
            RunOutcome outcome,
            List<Problem> problems,
            List<Change> changes,
            List<Unchanged> unchanged,
            @Nullable RosterResult roster) {
        this(outcome, problems, changes, unchanged, roster, null);
    }

    public RunResult {
        problems = List.copyOf(problems);
        changes = List.copyOf(changes);
        unchanged = List.copyOf(unchanged);
    }

    /** The same result with another outcome. */
    public RunResult as(RunOutcome another) {
        return new RunResult(another, problems, changes, unchanged, roster, unread);
    }

    /** The same result with further problems; with any, the outcome {@code complete} becomes {@code incomplete}. */
    public RunResult plus(List<Problem> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Problem> all = new ArrayList<>(more);
        all.addAll(problems);
        RunOutcome now = outcome == RunOutcome.COMPLETE ? RunOutcome.INCOMPLETE : outcome;
        return new RunResult(now, all, changes, unchanged, roster, unread);
    }
}
