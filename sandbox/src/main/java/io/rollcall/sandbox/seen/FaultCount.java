package io.rollcall.sandbox.seen;

import io.rollcall.sandbox.script.Fault;

/**
 * A scripted fault's history.
 *
 * @param fault what goes wrong
 * @param matched how many calls were of its kind
 * @param fired how many of them it struck
 */
public record FaultCount(Fault fault, long matched, long fired) {}
