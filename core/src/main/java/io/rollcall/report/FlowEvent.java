package io.rollcall.report;

/**
 * Something that a run tells before its report. A change is told with its final status, a problem when it is sure to be
 * in the report.
 */
public sealed interface FlowEvent {

    /** A change is settled: what became of it is in the store, and is not going to change any more. */
    record Changed(Change change) implements FlowEvent {}

    /** Something went wrong. */
    record Troubled(Problem problem) implements FlowEvent {}
}
