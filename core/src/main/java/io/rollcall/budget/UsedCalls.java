package io.rollcall.budget;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Metered calls of one day, one flow and one operation. Immutable.
 *
 * @param day in the vendor's time zone
 * @param flow null for calls that no flow made
 * @param operation as reports spell it, such as {@code dingtalk.members}
 * @param calls 1 or more
 */
public record UsedCalls(LocalDate day, @Nullable String flow, String operation, long calls) {}
