package io.rollcall.sandbox.internal.company;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does who is rung: nothing for ever (both null), or join after so many looks at the meeting or so much time,
 * whichever comes first.
 *
 * @param afterLooks how many looks still show the person as being called, at least 1
 * @param afterDelay how long the phone rings
 */
public record JoinPolicy(@Nullable Integer afterLooks, @Nullable Duration afterDelay) {
    /** Lets it ring for ever. */
    public static final JoinPolicy NEVER = new JoinPolicy(null, null);
}
