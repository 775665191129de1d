package io.rollcall.camel.internal.flow;

import io.rollcall.flow.FlowConfig;
import io.rollcall.hint.Hints;
import io.rollcall.report.Mode;
import io.rollcall.report.RunName;
import io.rollcall.report.Trigger;

/**
 * Which flow is to run, how, and what started the run. Immutable and thread-safe.
 *
 * @param hints what events told, in place of a poll's reads; {@link Hints#NONE} for a poll
 */
public record RunRequest(FlowConfig flow, Mode mode, Trigger trigger, Hints hints) {

    /** A run that a command or a message of a route asks for. */
    public static RunRequest ofCaller(FlowConfig flow, Mode mode) {
        return new RunRequest(flow, mode, Trigger.CALLER, Hints.NONE);
    }

    /** A run on the flow's schedule. */
    static RunRequest onSchedule(FlowConfig flow) {
        return new RunRequest(flow, Mode.RUN, Trigger.SCHEDULE, Hints.NONE);
    }

    /** What all events of the run have in common. */
    RunName name() {
        return new RunName(flow.name(), flow.type(), mode);
    }
}
