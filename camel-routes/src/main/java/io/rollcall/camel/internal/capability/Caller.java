package io.rollcall.camel.internal.capability;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;

/**
 * The caller of an operation. A caller may give up; from then on requests that were not sent are not sent, and fail as
 * certainly not done. Thread-safe.
 */
public final class Caller {
    private final Exchange exchange;
    private volatile boolean gaveUp;

    /** @param exchange the message of the caller; a failure in it ends the caller's interest */
    public Caller(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The exchange on whose behalf requests are sent. */
    public Exchange exchange() {
        return exchange;
    }

    /** Whether the caller still waits for the result. */
    boolean isWaiting() {
        return !gaveUp && exchange.getException() == null;
    }

    /**
     * Ends the wait after a timeout.
     *
     * @param millis how long the caller waited, in milliseconds
     */
    public void giveUp(CompletableFuture<?> result, long millis) {
        gaveUp = true;
        result.completeExceptionally(
                new TimeoutException(
                        "No response within " + Duration.ofMillis(millis)
                                + ". Requests that were not sent by then are not sent. Requests that were sent may have been executed."));
    }
}
