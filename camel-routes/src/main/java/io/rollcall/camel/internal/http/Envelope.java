package io.rollcall.camel.internal.http;

import io.rollcall.call.Event;
import io.rollcall.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way and what became of it. It travels beside Camel's message, which holds its number only: neither
 * tokens, secrets nor people's data ever are in a message that a tracer, a log or a console could show.
 *
 * <p>Filled by the thread that sends and, for the deadline, a timer's; read when sending is over.
 */
final class Envelope {
    private final HttpRequest request;
    private volatile boolean onItsWay;
    private volatile boolean late;
    private volatile @Nullable String proxy;
    private @Nullable Event event;

    Envelope(HttpRequest request) {
        this.request = request;
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

    boolean isOnItsWay() {
        return onItsWay;
    }

    /** The vendor's time is up; the connection is being closed. */
    void late() {
        late = true;
    }

    void arrived(Event answer) {
        event = answer;
    }

    /** What happened, after sending failed with the given words. */
    Event lost(String why) {
        if (event != null) {
            return event;
        }
        return onItsWay ? new Event.Unanswered(late ? "the response timeout passed" : why) : new Event.Unsent(why);
    }

    @Override
    public String toString() {
        return "Envelope[" + request + "]";
    }
}
