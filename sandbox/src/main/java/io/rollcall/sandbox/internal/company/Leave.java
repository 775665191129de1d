package io.rollcall.sandbox.internal.company;

import org.jspecify.annotations.Nullable;

/**
 * A leave record (docs/vendors/dingtalk-stream.md §7). Immutable.
 *
 * @param at milliseconds since the epoch
 * @param reason {@code oapi}, {@code cancel}, {@code leave}, {@code delete} or {@code unknown}
 */
public record Leave(
        String userId, String name, @Nullable String stateCode, @Nullable String mobile, long at, String reason) {
    /** Without personal data. */
    @Override
    public String toString() {
        return "Leave[" + reason + "]";
    }
}
