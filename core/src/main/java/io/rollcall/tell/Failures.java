package io.rollcall.tell;

import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What identifies the failures of a run, so that the same failure is not reported again. Two people with the same problem are
 * one failure: usually it has one cause. A failure that only runs of events had has a name of its own, because only such runs
 * repeat it. Stateless and thread-safe.
 */
final class Failures {
    private static final String OF_EVENTS = "event ";

    /** The code of the problem of a run that ended because Rollcall was stopped. */
    private static final String STOPPED = "stopped";

    private Failures() {}

    /**
     * The failures of a run with their problems; empty if it is complete.
     *
     * @param known names of failures that were reported
     */
    static Map<String, List<Problem>> of(FlowReport report, Set<String> known) {
        Map<String, List<Problem>> failures = new LinkedHashMap<>();
        RunOutcome outcome = report.result().outcome();
        if (outcome == RunOutcome.COMPLETE) {
            return failures;
        }
        boolean ofEvents = report.trigger() == Trigger.EVENT;
        failures.put(name("outcome " + outcome.word(), ofEvents, known), List.of());
        report.result().problems().forEach(problem -> failures.computeIfAbsent(
                        name(of(problem), ofEvents, known), any -> new ArrayList<>())
                .add(problem));
        return failures;
    }

    private static String of(Problem problem) {
        String subject = problem.subject().split(" ", 2)[0];
        return subject + " " + problem.fault().word() + " " + (problem.code() == null ? "-" : problem.code());
    }

    private static String name(String failure, boolean ofEvents, Set<String> known) {
        String event = OF_EVENTS + failure;
        return !known.contains(failure) && (ofEvents || known.contains(event)) ? event : failure;
    }

    /** Whether Rollcall was stopped during a run: it says nothing about what it did not do. */
    static boolean isStopped(FlowReport report) {
        return report.result().problems().stream()
                .anyMatch(problem -> problem.subject().equals("flow") && STOPPED.equals(problem.code()));
    }

    /**
     * Whether a run shows that a flow's failures are over: it did again what had failed. A run of events does not read all that a
     * poll reads, and a paused flow does not make its changes.
     *
     * @param failures the names of those that are not over
     */
    static boolean areOver(FlowReport report, Collection<String> failures) {
        return report.result().outcome() == RunOutcome.COMPLETE
                && report.result().changes().stream().noneMatch(change -> change.status() == Change.Status.PAUSED)
                && (report.trigger() != Trigger.EVENT
                        || failures.stream().allMatch(failure -> failure.startsWith(OF_EVENTS)));
    }
}
