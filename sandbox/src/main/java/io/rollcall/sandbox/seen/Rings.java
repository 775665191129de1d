package io.rollcall.sandbox.seen;

/**
 * How often somebody was rung into a meeting.
 *
 * @param meeting the meeting's id
 * @param who the unionId or the telephone number
 * @param count how often, at least 1
 */
public record Rings(String meeting, String who, int count) {}
