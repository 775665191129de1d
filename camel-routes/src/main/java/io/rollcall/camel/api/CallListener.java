package io.rollcall.camel.api;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the calls to vendors. It gets no data of a person and no token. Called on the threads that make the calls;
 * must be quick and must not throw.
 */
public interface CallListener {

    /** Listens to nothing. */
    CallListener NONE = new CallListener() {};

    /** Calls several listeners, one after the other. */
    static CallListener of(CallListener... listeners) {
        return new CompositeCallListener(List.of(listeners));
    }

    /**
     * A request was sent, or could not be; each retry of a call is a request.
     *
     * @param fault what was wrong; null where the vendor did what it was asked
     */
    default void sent(OperationName operation, Fault.@Nullable Kind fault) {}

    /** A request ended; called right after {@link #sent}, with the details for support. */
    default void requested(RequestResult result) {}

    /** A call waited without blocking a thread. */
    default void waited(OperationName operation, Reason reason, Duration time) {}

    /**
     * A call ended, with all its retries.
     *
     * @param fault with which it failed; null where it did not
     */
    default void ended(OperationName operation, Fault.@Nullable Kind fault) {}

    /** What calls wait for. */
    enum Reason {
        /** A permit of the rate limiter. */
        PLACE,
        /** The pause before a retry. */
        PAUSE
    }
}
