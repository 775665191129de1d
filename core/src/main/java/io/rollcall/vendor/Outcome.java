package io.rollcall.vendor;

import org.jspecify.annotations.Nullable;

/** How a whole call ended, all its repeats included. */
public sealed interface Outcome<O> {

    /**
     * The vendor answered.
     *
     * @param requestId the vendor's id of the request; null where it sent none
     * @param skipped the rows of the answer's list that could not be read and are not part of the value
     */
    record Done<O>(O value, @Nullable String requestId, SkippedRows skipped) implements Outcome<O> {
        /** An answer that was read whole. */
        public Done(O value, @Nullable String requestId) {
            this(value, requestId, SkippedRows.NONE);
        }
    }

    /** The call failed for good; whether the vendor acted is in the fault. */
    record Failed<O>(Fault fault) implements Outcome<O> {}
}
