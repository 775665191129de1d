package io.rollcall.event;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Secret;
import java.time.Instant;
import java.util.List;

/** What happens to a {@link StreamMachine}. Immutable. */
public sealed interface StreamSignal {

    /**
     * Connect from now on.
     *
     * @param opens when connections of this application were opened within the last 31 days, by any process, by the wall
     *     clock, in order
     */
    record Start(List<Instant> opens) implements StreamSignal {
        public Start {
            opens = List.copyOf(opens);
        }
    }

    /** End: connections are closed; only frames that are on their way still come. */
    record Stop() implements StreamSignal {}

    /**
     * The vendor answered {@link StreamEffect.Open}.
     *
     * @param address where to connect, with the ticket in it
     */
    record Opened(Secret address) implements StreamSignal {}

    /** {@link StreamEffect.Open} failed for good; the fault says why. */
    record OpenFailed(Fault fault) implements StreamSignal {

        /**
         * Whether the vendor may have counted the open. An open that was never sent, or that the vendor refused for its amounts,
         * counts neither against the machine's limits nor in the store, so that a network that is down for a day costs nothing.
         */
        public boolean counted() {
            boolean unsent = fault instanceof Fault.NoAnswer || fault instanceof Fault.Banned;
            return !(fault instanceof Fault.QuotaUsedUp) && !(unsent && fault.certainlyNotDone());
        }
    }

    /** A connection stands. */
    record Connected(long connection) implements StreamSignal {}

    /** A connection could not be made. @param why for the log, without a secret */
    record DialFailed(long connection, String why) implements StreamSignal {}

    /** A whole text frame came. */
    record Received(long connection, String frame) implements StreamSignal {}

    /** A frame came that is larger than 1 MiB; it was not read, and its connection can no longer be used. */
    record TooLarge(long connection) implements StreamSignal {}

    /** A connection has ended. @param why for the log, without a secret */
    record Closed(long connection, String why) implements StreamSignal {}

    /** Time passed: the machine looks at the clocks. */
    record Woken() implements StreamSignal {}
}
