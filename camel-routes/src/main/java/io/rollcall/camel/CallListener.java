package io.rollcall.camel;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told what calls do, without what they are about: neither persons nor tokens. Called on the threads that carry calls
 * out; must be quick and must not throw.
 */
public interface CallListener {

    /** Listens to nothing. */
    CallListener NONE = new CallListener() {};

    /** Tells two, one after the other. */
    static CallListener both(CallListener first, CallListener second) {
        return new CallListener() {
            @Override
            public void sent(OperationName operation, Fault.@Nullable Kind fault) {
                first.sent(operation, fault);
                second.sent(operation, fault);
            }

            @Override
            public void requested(RequestResult result) {
                first.requested(result);
                second.requested(result);
            }

            @Override
            public void waited(OperationName operation, Reason reason, Duration time) {
                first.waited(operation, reason, time);
                second.waited(operation, reason, time);
            }

            @Override
            public void ended(OperationName operation, Fault.@Nullable Kind fault) {
                first.ended(operation, fault);
                second.ended(operation, fault);
            }
        };
    }

    /**
     * A request was sent, or could not be; of the repeats of a call each.
     *
     * @param fault what became of it; null where it was answered as asked
     */
    default void sent(OperationName operation, Fault.@Nullable Kind fault) {}

    /** A request came to its end, whichever; called right after {@link #sent}, with the details for support. */
    default void requested(RequestResult result) {}

    /** A call waited, however short, and nobody's thread with it. */
    default void waited(OperationName operation, Reason reason, Duration time) {}

    /**
     * A call came to its end, all its repeats included.
     *
     * @param fault with which it failed; null where it did not
     */
    default void ended(OperationName operation, Fault.@Nullable Kind fault) {}

    /** What calls wait for. */
    enum Reason {
        /** A place under the vendor's rate. */
        PLACE,
        /** Time to pass before a repeat. */
        PAUSE
    }
}
