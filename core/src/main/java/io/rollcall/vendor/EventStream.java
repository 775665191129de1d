package io.rollcall.vendor;

import java.util.Optional;

/**
 * Pushes events over a connection that the application opens, one for each application. Implementations also implement {@code
 * io.rollcall.event.StreamProtocol}.
 */
public interface EventStream {

    /**
     * Whether events are wanted, as configured ({@code stream=true}).
     *
     * @return the most events that the vendor pushes in a month, 0 for not metered; empty where no events are wanted
     */
    Optional<Long> monthlyEvents();

    /** Asks for the address of a new connection. The address holds a ticket: a secret that can be used once. */
    Operation<Opening, Secret> open();

    /** The input of {@link #open}: there is nothing to say. */
    enum Opening {
        /** The only one. */
        NEW
    }
}
