package io.rollcall.camel;

import io.rollcall.call.CallCount;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunName;

/** Is told what flows do. Called on the threads that run them; must be quick and must not throw. */
public interface FlowListener {

    /** Listens to nothing. */
    FlowListener NONE = new FlowListener() {};

    /** Tells two, one after the other. */
    static FlowListener both(FlowListener first, FlowListener second) {
        return new FlowListener() {
            @Override
            public void progressed(String flow, CallCount calls) {
                first.progressed(flow, calls);
                second.progressed(flow, calls);
            }

            @Override
            public void announced(RunName run, FlowEvent event) {
                first.announced(run, event);
                second.announced(run, event);
            }

            @Override
            public void finished(FlowReport report) {
                first.finished(report);
                second.finished(report);
            }

            @Override
            public void waiting(String flow, String holder) {
                first.waiting(flow, holder);
                second.waiting(flow, holder);
            }

            @Override
            public void resumed(String flow) {
                first.resumed(flow);
                second.resumed(flow);
            }
        };
    }

    /** A call of the flow's run came to its end. */
    default void progressed(String flow, CallCount calls) {}

    /**
     * A change is settled, or something went wrong: each change and each problem of the run's report once, all of them
     * before the report. A plan tells nothing; what a dry run would change is told at its end.
     */
    default void announced(RunName run, FlowEvent event) {}

    /** A run ended. */
    default void finished(FlowReport report) {}

    /**
     * Another process runs the flow on the same store. This process waits and takes over when that process ends.
     *
     * @param holder who runs it, such as {@code process 4711}
     */
    default void waiting(String flow, String holder) {}

    /** This process runs the flow from now on, after it waited. */
    default void resumed(String flow) {}
}
