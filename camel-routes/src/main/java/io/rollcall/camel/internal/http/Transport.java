package io.rollcall.camel.internal.http;

import io.rollcall.call.CallEvent;
import io.rollcall.http.HttpRequest;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Sends the requests of one account. Thread-safe. */
public interface Transport {
    /**
     * Sends, on the calling thread, and waits for the response.
     *
     * @param action whether it must not be sent on a connection that the vendor may have closed
     * @param then called with the result before the memory that the response takes may be used for another one
     * @throws RejectedExecutionException where Rollcall is being stopped
     */
    void send(HttpRequest request, boolean action, Consumer<CallEvent> then);
}
