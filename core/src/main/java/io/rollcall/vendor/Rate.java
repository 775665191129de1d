package io.rollcall.vendor;

import java.time.Duration;

/**
 * At most so many calls in any stretch of time of that length.
 *
 * @param calls 1 or more
 */
public record Rate(int calls, Duration period) {}
