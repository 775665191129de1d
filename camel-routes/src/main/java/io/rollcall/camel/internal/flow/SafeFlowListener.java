package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a listener and logs what it throws: a run that ended there would leave calls under way whose results are not
 * written into the audit. Thread-safe.
 */
public record SafeFlowListener(FlowListener listener) implements FlowListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeFlowListener.class);

    @Override
    public void progressed(String flow, CallCount calls) {
        call(flow, () -> listener.progressed(flow, calls));
    }

    @Override
    public void peopleRead(String flow, long people) {
        call(flow, () -> listener.peopleRead(flow, people));
    }

    @Override
    public void announced(RunName run, FlowEvent event) {
        call(run.flow(), () -> listener.announced(run, event));
    }

    @Override
    public void finished(FlowReport report) {
        call(report.flow(), () -> listener.finished(report));
    }

    @Override
    public void waiting(String flow, String holder) {
        call(flow, () -> listener.waiting(flow, holder));
    }

    @Override
    public void resumed(String flow) {
        call(flow, () -> listener.resumed(flow));
    }

    private void call(String flow, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError broken) {
            LOG.error("a listener threw an exception for flow {}; the flow goes on", flow, broken);
        }
    }
}
