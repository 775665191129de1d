package io.rollcall.camel.internal.call;

import io.rollcall.call.CallCount;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Purpose;
import java.util.function.BooleanSupplier;

/**
 * A request of a caller to a vendor.
 *
 * @param purpose what the call is for
 * @param count counts the requests that are sent
 * @param caller whose logs and spans the requests belong to
 * @param cancellation by which the caller may give up
 * @param paused whether changes are paused, so that the request must not be sent; asked before each request
 */
public record CallRequest<I, O>(
        Operation<I, O> operation,
        I input,
        Purpose purpose,
        CallCount count,
        CallerContext caller,
        Cancellation cancellation,
        BooleanSupplier paused) {

    /** A request that no pause keeps back, because it makes no change. */
    public CallRequest(
            Operation<I, O> operation,
            I input,
            Purpose purpose,
            CallCount count,
            CallerContext caller,
            Cancellation cancellation) {
        this(operation, input, purpose, count, caller, cancellation, () -> false);
    }

    /** A request of the calling thread that cannot be cancelled. */
    public static <I, O> CallRequest<I, O> of(Operation<I, O> operation, I input, CallCount count) {
        return new CallRequest<>(
                operation, input, operation.purpose(), count, CallerContext.current(), new Cancellation());
    }

    /** Shows the operation only: inputs may hold names. */
    @Override
    public String toString() {
        return "CallRequest[" + operation.name() + "]";
    }
}
