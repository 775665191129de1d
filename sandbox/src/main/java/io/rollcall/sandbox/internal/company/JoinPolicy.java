package io.rollcall.sandbox.internal.company;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a called person joins a meeting: after a number of polls or after a time, whichever comes first. Never if both are null.
 *
 * @param afterPolls how many polls still show the person as being called, at least 1
 * @param afterDelay how long the person is being called
 */
public record JoinPolicy(@Nullable Integer afterPolls, @Nullable Duration afterDelay) {
    /** Never joins. */
    public static final JoinPolicy NEVER = new JoinPolicy(null, null);
}
