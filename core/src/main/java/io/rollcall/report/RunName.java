package io.rollcall.report;

/**
 * Which kind of run of which flow: what all its events have in common.
 *
 * @param flow the flow's name
 * @param type {@code cohost}, {@code invite} or {@code roster}
 */
public record RunName(String flow, String type, Mode mode) {}
