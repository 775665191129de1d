package io.rollcall.camel.internal.http;

import io.rollcall.call.CallEvent;
import io.rollcall.http.HttpRequest;
import java.net.URI;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is sent, and its result. It never enters a Camel message. Used by the thread that sends; a timer's
 * thread marks it as late.
 */
final class PendingRequest {
    private final HttpRequest request;
    private final URI uri;
    private final boolean action;
    private final ResponseReader reader;
    private volatile boolean sent;
    private volatile boolean late;
    private @Nullable String proxy;
    private @Nullable Future<?> deadline;
    private @Nullable CallEvent event;

    /**
     * @param action whether it must not be sent on a connection that was used before
     */
    PendingRequest(HttpRequest request, boolean action, ResponseReader reader) {
        this.request = request;
        this.uri = request.uri();
        this.action = action;
        this.reader = reader;
    }

    HttpRequest request() {
        return request;
    }

    /** The whole URL with the secrets in its query. */
    URI uri() {
        return uri;
    }

    boolean isAction() {
        return action;
    }

    ResponseReader reader() {
        return reader;
    }

    /** Sets the proxy that the request goes through, {@code host:port}. */
    void via(String authority) {
        proxy = authority;
    }

    /** The proxy that the request goes through, {@code host:port}; null for none. */
    @Nullable String proxy() {
        return proxy;
    }

    /** From now on the vendor may see the request. */
    void sending() {
        sent = true;
    }

    /** No byte of the request left this process. */
    void neverLeft() {
        sent = false;
    }

    /** Whether the vendor may have seen the request. */
    boolean isSent() {
        return sent;
    }

    /** The time for the request is over; its connection is being closed. */
    void late() {
        late = true;
    }

    /** Replaces the deadline; null for none. */
    void deadline(@Nullable Future<?> next) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = next;
    }

    void complete(CallEvent response) {
        event = response;
    }

    /**
     * The result: the response, or else what is known after sending failed.
     *
     * @param why why it failed, for a person
     */
    CallEvent result(String why) {
        if (event != null) {
            return event;
        }
        if (late) {
            return sent
                    ? new CallEvent.Unanswered("the response timeout passed")
                    : new CallEvent.Unsent("the connection took too long");
        }
        return sent ? new CallEvent.Unanswered(why) : new CallEvent.Unsent(why);
    }

    @Override
    public String toString() {
        return "PendingRequest[" + request + "]";
    }
}
