package io.rollcall.camel.internal.capability;

import io.rollcall.call.CallCount;
import io.rollcall.camel.internal.call.CallRequest;
import io.rollcall.camel.internal.call.CallerContext;
import io.rollcall.camel.internal.call.Cancellation;
import io.rollcall.vendor.Operation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;

/**
 * The caller of an operation. A caller may give up; from then on requests that were not sent are not sent, and fail as
 * certainly not done. Thread-safe.
 */
public final class Caller {
    private final Exchange exchange;
    private final CallerContext context;
    private final Cancellation cancellation;

    /**
     * The caller on this thread.
     *
     * @param exchange the message of the caller; a failure in it ends the caller's interest
     */
    public Caller(Exchange exchange) {
        this.exchange = exchange;
        this.context = CallerContext.of(exchange);
        this.cancellation = new Cancellation(() -> exchange.getException() != null);
    }

    /** What the caller wants from a vendor. */
    <I, O> CallRequest<I, O> request(Operation<I, O> operation, I input) {
        return new CallRequest<>(operation, input, operation.purpose(), new CallCount(), context, cancellation);
    }

    /** A change that the caller wants from a vendor; {@code paused} says whether it must not be sent now. */
    <I, O> CallRequest<I, O> change(Operation<I, O> operation, I input, BooleanSupplier paused) {
        return new CallRequest<>(operation, input, operation.purpose(), new CallCount(), context, cancellation, paused);
    }

    /** Whether the caller still takes results; not after its message has failed, or its route was stopped. */
    boolean isWaiting() {
        ExchangeExtension state = exchange.getExchangeExtension();
        boolean handled = state.isErrorHandlerHandledSet() && state.isErrorHandlerHandled();
        return !cancellation.isCancelled() && !exchange.isRouteStop() && !handled;
    }

    /**
     * Ends the wait after a timeout.
     *
     * @param millis how long the caller waited, in milliseconds
     */
    public void giveUp(CompletableFuture<?> result, long millis) {
        result.completeExceptionally(
                new TimeoutException(
                        "No response within " + Duration.ofMillis(millis)
                                + ". Requests that were not sent by then are not sent. Requests that were sent may have been executed."));
        cancellation.cancel();
    }
}
