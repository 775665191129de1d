package io.rollcall.sandbox.internal.http;

/** The decision about a WebSocket handshake. */
public sealed interface Handshake {
    /** The connection is opened. */
    record Accepted(WebSocketListener listener) implements Handshake {}

    /** The client receives an HTTP response. */
    record Refused(Response response) implements Handshake {}
}
