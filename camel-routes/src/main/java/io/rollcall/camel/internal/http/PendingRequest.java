package io.rollcall.camel.internal.http;

import io.rollcall.call.CallEvent;
import io.rollcall.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way and what became of it. It travels beside Camel's message, which holds its number only: neither
 * tokens, secrets nor people's data ever are in a message that a tracer, a log or a console could show.
 *
 * <p>Filled by the thread that sends and, for the deadline, a timer's; read when sending is over.
 */
final class PendingRequest {
    private final HttpRequest request;
    private final boolean fresh;
    private final LargeResponseLimit.Turn turn;
    private volatile boolean onItsWay;
    private volatile boolean late;
    private volatile @Nullable String proxy;
    private @Nullable CallEvent event;

    /**
     * @param fresh whether it must not go out on a connection that was used before
     * @param turn which the answer takes if it is large; null for one that nobody else lets go
     */
    PendingRequest(HttpRequest request, boolean fresh, LargeResponseLimit.@Nullable Turn turn) {
        this.request = request;
        this.fresh = fresh;
        this.turn = turn == null ? new LargeResponseLimit.Turn() : turn;
    }

    boolean isFresh() {
        return fresh;
    }

    LargeResponseLimit.Turn turn() {
        return turn;
    }

    HttpRequest request() {
        return request;
    }

    /** The request goes through this proxy, {@code host:port}. */
    void via(String authority) {
        proxy = authority;
    }

    /** The proxy that the request goes through, {@code host:port}; null for none. */
    @Nullable String proxy() {
        return proxy;
    }

    /** From now on the vendor may see the request. */
    void onItsWay() {
        onItsWay = true;
    }

    /** Not one byte of the request left this process after all. */
    void neverLeft() {
        onItsWay = false;
    }

    boolean isOnItsWay() {
        return onItsWay;
    }

    /** The vendor's time is up; the connection is being closed. */
    void late() {
        late = true;
    }

    void arrived(CallEvent answer) {
        event = answer;
    }

    /** What happened, after sending failed with the given words. */
    CallEvent lost(String why) {
        if (event != null) {
            return event;
        }
        if (late) {
            return onItsWay
                    ? new CallEvent.Unanswered("the response timeout passed")
                    : new CallEvent.Unsent("the connection took too long");
        }
        return onItsWay ? new CallEvent.Unanswered(why) : new CallEvent.Unsent(why);
    }

    @Override
    public String toString() {
        return "Envelope[" + request + "]";
    }
}
