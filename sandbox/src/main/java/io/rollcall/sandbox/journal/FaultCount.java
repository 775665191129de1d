package io.rollcall.sandbox.journal;

import io.rollcall.sandbox.script.Fault;

/**
 * How often a scripted fault matched and fired.
 *
 * @param fault the fault
 * @param matched how many calls matched it
 * @param fired how many of them it affected
 */
public record FaultCount(Fault fault, long matched, long fired) {}
