package io.rollcall.event;

import io.rollcall.vendor.EventStream;
import java.util.random.RandomGenerator;

/** A vendor's event stream, with the protocol of its connections. Every {@link EventStream} is one. Thread-safe. */
public interface StreamProtocol extends EventStream {

    /** The protocol of a new connection and its successors. */
    StreamMachine machine(RandomGenerator random);
}
