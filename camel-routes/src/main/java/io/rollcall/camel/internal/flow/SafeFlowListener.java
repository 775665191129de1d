package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.camel.FlowListener;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener of somebody else's, who must not throw and may all the same: a run that broke on it would leave calls
 * under way whose outcome nobody writes into the audit.
 */
public record SafeFlowListener(FlowListener listener) implements FlowListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeFlowListener.class);

    @Override
    public void progressed(String flow, CallCount calls) {
        tell(flow, () -> listener.progressed(flow, calls));
    }

    @Override
    public void announced(RunName run, FlowEvent event) {
        tell(run.flow(), () -> listener.announced(run, event));
    }

    @Override
    public void finished(FlowReport report) {
        tell(report.flow(), () -> listener.finished(report));
    }

    @Override
    public void waiting(String flow, String holder) {
        tell(flow, () -> listener.waiting(flow, holder));
    }

    @Override
    public void resumed(String flow) {
        tell(flow, () -> listener.resumed(flow));
    }

    private void tell(String flow, Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | LinkageError broken) {
            LOG.error("a listener threw an exception for flow {}; the flow goes on", flow, broken);
        }
    }
}
