package io.rollcall.camel.internal.stream;

import io.rollcall.event.VendorEvent;
import io.rollcall.report.Problem;
import io.rollcall.state.StreamRepository.Push;

/**
 * Receives the events of applications. Each listener is called on threads of its own, one call after the other, and may block:
 * neither the connection nor another listener waits for it. A listener that is slower than the events loses some; it is then
 * told that the events were lost and that they come again, as after a gap.
 */
public interface StreamListener {

    /** An event came; each once, in the order in which they came. */
    default void received(String application, VendorEvent event) {}

    /** Events of the application come from now on; none came before, so something may have been missed. */
    default void live(String application) {}

    /** No events of the application come from now on. */
    default void lost(String application) {}

    /** A push came, of any type; before {@link #received} is called for its events. */
    default void pushed(String application, Push push) {}

    /** A person must know something about the connection. */
    default void problem(String application, Problem problem) {}

    /** Another process on the store holds the connection. */
    default void waiting(String application, String holder) {}
}
