package io.rollcall.camel.api;

import io.rollcall.call.CallCount;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunName;
import java.util.List;

/** Calls several listeners, one after the other. Thread-safe if they are. */
record CompositeFlowListener(List<FlowListener> listeners) implements FlowListener {
    @Override
    public void progressed(String flow, CallCount calls) {
        listeners.forEach(listener -> listener.progressed(flow, calls));
    }

    @Override
    public void peopleRead(String flow, long people) {
        listeners.forEach(listener -> listener.peopleRead(flow, people));
    }

    @Override
    public void announced(RunName run, FlowEvent event) {
        listeners.forEach(listener -> listener.announced(run, event));
    }

    @Override
    public void finished(FlowReport report) {
        listeners.forEach(listener -> listener.finished(report));
    }

    @Override
    public void waiting(String flow, String holder) {
        listeners.forEach(listener -> listener.waiting(flow, holder));
    }

    @Override
    public void resumed(String flow) {
        listeners.forEach(listener -> listener.resumed(flow));
    }
}
