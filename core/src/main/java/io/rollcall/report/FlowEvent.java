package io.rollcall.report;

/**
 * An event that a run publishes before its report. A change is published with its final status, a problem when it is sure to be
 * in the report.
 */
public sealed interface FlowEvent {

    /** A change is settled: its result is in the store and final. */
    record Changed(Change change) implements FlowEvent {}

    /** A tracked roster has changed, and the store has it. After a crash an event may be published again, with the same id. */
    record RosterChanged(RosterChange change) implements FlowEvent {}

    /** Something went wrong. */
    record Troubled(Problem problem) implements FlowEvent {}
}
