package io.rollcall.camel.watch;

import io.rollcall.event.ReceivedEvent;
import io.rollcall.report.Problem;
import java.util.List;

/**
 * Watches the events that vendors push, without names of people. Called on threads of its own, one call after the other; may
 * block.
 */
public interface EventObserver {

    /** A push came; what it brought, never empty. */
    void received(String account, List<ReceivedEvent> events);

    /** Events of the account come from now on. */
    void live(String account);

    /** Something that a person must know about the connection of the account, with what to do. */
    void problem(String account, Problem problem);

    /** Another process on the store holds the connection of the account; this one waits for its end. */
    void waiting(String account, String holder);

    /** Ends the watching. */
    interface Observation extends AutoCloseable {
        @Override
        void close();
    }
}
