package io.rollcall.budget;

import org.jspecify.annotations.Nullable;

/**
 * Whether a metered call may be sent, according to the ledger. Immutable.
 *
 * @param kind whether the call may be sent
 * @param exhaustion the vendor's refusal that is in force; null unless the kind is {@code TRY} or {@code REFUSED}
 */
public record Grant(Kind kind, @Nullable Exhaustion exhaustion) {
    /** The call is counted and may be sent. */
    public static final Grant GRANTED = new Grant(Kind.GRANTED, null);

    /** The budget for this kind of call is used up. */
    public static final Grant USED_UP = new Grant(Kind.USED_UP, null);

    /** The possible decisions. */
    public enum Kind {
        /** Counted. */
        GRANTED,
        /** Counted, as the one call that tries again after a refusal. */
        TRY,
        /** Not counted: the budget is used up. */
        USED_UP,
        /** Not counted: the vendor refuses, and it is too early for another attempt. */
        REFUSED
    }

    /** Counted, to try again after a refusal. */
    public static Grant toTry(Exhaustion exhaustion) {
        return new Grant(Kind.TRY, exhaustion);
    }

    /** Not counted because of a refusal. */
    public static Grant refused(Exhaustion exhaustion) {
        return new Grant(Kind.REFUSED, exhaustion);
    }

    /** Whether the call may be sent. */
    public boolean given() {
        return kind == Kind.GRANTED || kind == Kind.TRY;
    }
}
