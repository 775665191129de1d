package io.rollcall.camel.watch;

import io.rollcall.camel.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of every run that is not complete, for hosts where nobody reads reports: what went wrong and what to do, each thing
 * once a run, and not for whom, since logs name nobody. Thread-safe.
 */
public final class ProblemLog implements FlowListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);
    private static final int MOST = 5;

    @Override
    public void finished(FlowReport report) {
        if (report.result().outcome() == RunOutcome.COMPLETE) {
            return;
        }
        String outcome = report.result().outcome().word();
        Set<String> different = new LinkedHashSet<>();
        report.result()
                .problems()
                .forEach(problem -> different.add(problem.fault().word() + ": " + problem.message()));
        if (different.isEmpty()) {
            LOG.warn("flow {}: {}: a change has no certain outcome; the audit says which", report.flow(), outcome);
        }
        different.stream().limit(MOST).forEach(what -> LOG.warn("flow {}: {}: {}", report.flow(), outcome, what));
        if (different.size() > MOST) {
            LOG.warn("flow {}: {}: and {} more kinds of problems", report.flow(), outcome, different.size() - MOST);
        }
    }
}
