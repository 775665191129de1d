package io.rollcall.tell;

import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What identifies the failures of a run, so that the same failure is not reported again. Two people with the same problem are
 * one failure: usually it has one cause. Stateless and thread-safe.
 */
final class Failures {
    private Failures() {}

    /** The failures of a run; empty if it is complete. */
    static Set<String> of(FlowReport report) {
        return of(report.result().outcome(), report.result().problems());
    }

    /** The failures of a run with an outcome and problems. */
    static Set<String> of(RunOutcome outcome, List<Problem> problems) {
        Set<String> failures = new LinkedHashSet<>();
        if (outcome == RunOutcome.COMPLETE) {
            return failures;
        }
        failures.add("outcome " + outcome.word());
        problems.forEach(problem -> failures.add(of(problem)));
        return failures;
    }

    private static String of(Problem problem) {
        String subject = problem.subject().split(" ", 2)[0];
        return subject + " " + problem.fault().word() + " " + (problem.code() == null ? "-" : problem.code());
    }
}
