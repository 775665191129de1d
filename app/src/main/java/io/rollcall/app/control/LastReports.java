package io.rollcall.app.control;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The report of each flow's last run in this process. Thread-safe. */
public final class LastReports implements FlowListener {
    private final Map<String, FlowReport> reports = new ConcurrentHashMap<>();

    @Override
    public void finished(FlowReport report) {
        if (report.mode() != Mode.PLAN) {
            reports.put(report.flow(), report);
        }
    }

    /** The last report of a flow; empty if it has not run in this process. */
    public Optional<FlowReport> of(String flow) {
        return Optional.ofNullable(reports.get(flow));
    }
}
