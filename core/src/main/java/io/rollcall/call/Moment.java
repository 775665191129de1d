package io.rollcall.call;

import java.time.Instant;

/**
 * One reading of two clocks.
 *
 * @param wall the time of day, for what a calendar or a signature needs; jumps when the clock is corrected
 * @param monotonic for rates, pauses and ages; never goes back and does not jump. Only differences between two readings of
 *     the same clock have a meaning. It may stand still while the machine is suspended
 */
public record Moment(Instant wall, Instant monotonic) {}
