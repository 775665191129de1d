package io.rollcall.camel.watch;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.Trigger;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the problems of runs: what failed and what to do, without personal data. Logs a scheduled flow at its first failure, at
 * each new problem, and once when it is complete again; its polls and its runs on events each for themselves. Logs any other run
 * every time. Thread-safe.
 */
public final class ProblemLog implements FlowListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);
    private static final int MAX_LINES = 5;
    private static final int MAX_REMEMBERED = 100;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Map<Runs, Failures> failing = new ConcurrentHashMap<>();

    /** A run on events says nothing about polls. */
    private record Runs(String flow, boolean onEvents) {
        static Runs of(FlowReport report) {
            return new Runs(report.flow(), report.trigger() == Trigger.EVENT);
        }
    }

    /** The failures of a scheduled flow since it was last complete. */
    private static final class Failures {
        private final Set<String> logged = new HashSet<>();
        private int runs;
    }

    @Override
    public void finished(FlowReport report) {
        boolean scheduled = report.mode() == Mode.RUN;
        if (report.result().outcome() == RunOutcome.COMPLETE) {
            Failures before = scheduled ? failing.remove(Runs.of(report)) : null;
            if (before != null) {
                LOG.warn(
                        report.trigger() == Trigger.EVENT
                                ? "flow {}: runs on events are complete again, after {} that failed"
                                : "flow {}: complete again, after {} that failed",
                        report.flow(),
                        runs(before.runs));
            }
            return;
        }
        Failures failures =
                scheduled ? failing.computeIfAbsent(Runs.of(report), any -> new Failures()) : new Failures();
        synchronized (failures) {
            failures.runs++;
            log(report, failures.logged);
        }
    }

    private static void log(FlowReport report, Set<String> logged) {
        String outcome = report.result().outcome().word();
        Set<String> different = new LinkedHashSet<>();
        report.result().problems().forEach(problem -> different.add(problem.word() + ": " + problem.message()));
        if (different.isEmpty()) {
            different.add("the outcome of a change is unknown; see the audit");
        }
        // messages that differ only in numbers, such as remaining seconds, are one problem
        different.removeIf(what -> logged.size() >= MAX_REMEMBERED
                || !logged.add(DIGITS.matcher(what).replaceAll("#")));
        different.stream().limit(MAX_LINES).forEach(what -> LOG.warn("flow {}: {}: {}", report.flow(), outcome, what));
        if (different.size() > MAX_LINES) {
            LOG.warn(
                    "flow {}: {}: and {} more kinds of problems", report.flow(), outcome, different.size() - MAX_LINES);
        }
    }

    private static String runs(int number) {
        return number == 1 ? "1 run" : number + " runs";
    }
}
