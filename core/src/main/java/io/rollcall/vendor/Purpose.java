package io.rollcall.vendor;

/** What a call is for. Polls must leave the reserve of the month's metered calls to changes. */
public enum Purpose {
    /** To find out what is going on. */
    POLL,
    /** To change something, or to verify a change. */
    CHANGE;

    /** What an operation is for where the caller does not say: those that only read are polls. */
    public static Purpose of(Operation<?, ?> operation) {
        return operation.afterUnknownOutcome() == Operation.Repeat.REPEAT ? POLL : CHANGE;
    }
}
