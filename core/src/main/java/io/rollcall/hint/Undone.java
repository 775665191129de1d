package io.rollcall.hint;

import io.rollcall.meeting.ProblemSubjects;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;

/**
 * What a run left undone and may succeed when it is tried again. What the vendor refuses for good is not among that. Immutable
 * and thread-safe.
 */
record Undone(RunResult result) {

    /** Whether a run that polled is worth another poll. */
    boolean isPoll() {
        return result.outcome() == RunOutcome.FAILED || (result.outcome() == RunOutcome.INCOMPLETE && mayPass());
    }

    /** Whether a run did not do what a person's row asks for. */
    boolean isRow(MeetingId meeting, UserId user) {
        if (!mayPass()) {
            return false;
        }
        for (Change change : result.changes()) {
            if (change.meeting().equals(meeting) && user.equals(change.user())) {
                return change.status() == Change.Status.FAILED;
            }
        }
        return result.unchanged().stream().noneMatch(one -> meeting.equals(one.meeting()) && user.equals(one.user()))
                && (result.outcome() == RunOutcome.FAILED || hasProblem(ProblemSubjects.user(user)));
    }

    /** Whether a run did not read a meeting, or did not change it. */
    boolean isRead(MeetingId meeting) {
        return mayPass()
                && (result.outcome() == RunOutcome.FAILED
                        || hasProblem(ProblemSubjects.meeting(meeting))
                        || result.changes().stream()
                                .anyMatch(change ->
                                        change.meeting().equals(meeting) && change.status() == Change.Status.FAILED));
    }

    private boolean hasProblem(String subject) {
        return result.problems().stream()
                .anyMatch(problem ->
                        problem.subject().equals(subject) && problem.fault().mayPass());
    }

    private boolean mayPass() {
        return result.problems().isEmpty()
                || result.problems().stream().map(Problem::fault).anyMatch(fault -> fault.mayPass());
    }
}
