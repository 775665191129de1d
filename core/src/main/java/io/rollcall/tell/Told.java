package io.rollcall.tell;

import java.time.Instant;

/**
 * A failure that a channel reported. Immutable.
 *
 * @param failure what identifies it: a kind of subject, fault and code, without ids of people and meetings
 * @param since when it was first seen
 * @param at when it was last reported
 * @param over whether its end was reported too
 */
public record Told(String failure, Instant since, Instant at, boolean over) {}
