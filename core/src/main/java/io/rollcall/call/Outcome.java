package io.rollcall.call;

import org.jspecify.annotations.Nullable;

/** How a whole call ended, all its repeats included. */
public sealed interface Outcome<O> {

    /**
     * The vendor answered.
     *
     * @param requestId the vendor's id of the request; null where it sent none
     */
    record Done<O>(O value, @Nullable String requestId) implements Outcome<O> {}

    /** The call failed for good; whether the vendor acted is in the fault. */
    record Failed<O>(Fault fault) implements Outcome<O> {}
}
