package io.rollcall.event;

import io.rollcall.report.Problem;
import io.rollcall.vendor.Secret;
import java.util.List;

/** What a {@link StreamMachine} asks for. Effects are carried out in the order in which they are returned. Immutable. */
public sealed interface StreamEffect {

    /**
     * Ask the vendor for the address of a new connection, by {@link io.rollcall.vendor.EventStream#open}, and write the open
     * into the store before: {@link StreamSignal.Opened} or {@link StreamSignal.OpenFailed}.
     */
    record Open() implements StreamEffect {}

    /**
     * Connect: {@link StreamSignal.Connected} or {@link StreamSignal.DialFailed}.
     *
     * @param connection a number that was not used before
     * @param address as it came in {@link StreamSignal.Opened}
     */
    record Dial(long connection, Secret address) implements StreamEffect {}

    /** Send a text frame. Frames of one connection keep their order; a failure is {@link StreamSignal.Closed}. */
    record Send(long connection, String frame) implements StreamEffect {}

    /** Close a connection in order; if it does not end within a second, cut it. No further signal of it is needed. */
    record Close(long connection) implements StreamEffect {}

    /**
     * Events came, once each: repeats are dropped before.
     *
     * @param type the vendor's own name of the event type
     * @param metered whether the vendor counts the push against {@code monthly-events}
     * @param events in neutral terms; empty for a type that Rollcall knows nothing about
     */
    record Publish(String type, boolean metered, List<VendorEvent> events) implements StreamEffect {
        public Publish {
            events = List.copyOf(events);
        }
    }

    /** Events come from now on; no connection was live before. */
    record Live() implements StreamEffect {}

    /** No event comes from now on, until {@link Live}. */
    record Lost() implements StreamEffect {}

    /** Something that a person must know about the connection; shown until {@link Live}. */
    record Tell(Problem problem) implements StreamEffect {}
}
