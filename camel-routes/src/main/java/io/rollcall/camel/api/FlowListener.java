package io.rollcall.camel.api;

import io.rollcall.call.CallCount;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunName;
import java.util.List;

/** Listens to the runs of flows. Called on the threads that run them; must be quick and must not throw. */
public interface FlowListener {

    /** Listens to nothing. */
    FlowListener NONE = new FlowListener() {};

    /** Calls several listeners, one after the other. */
    static FlowListener of(FlowListener... listeners) {
        return new CompositeFlowListener(List.of(listeners));
    }

    /** A call of the flow's run ended. Not called for runs that act on events in place of a poll. */
    default void progressed(String flow, CallCount calls) {}

    /**
     * A call of a roster flow's run ended, as {@link #progressed} says too.
     *
     * @param people the people whose lines are written so far
     */
    default void peopleRead(String flow, long people) {}

    /**
     * A change has its result, or there is a problem: each change and each problem of the run's report once, all of them
     * before the report. A plan has no events; a dry run publishes what it would change at its end.
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
