package io.rollcall.sandbox.internal.http;

/** Receives what happens on one WebSocket connection, one call at a time. */
public interface WebSocketListener {
    /** The handshake is about to be answered. The client may see its end before {@link #opened} is called. */
    void opening();

    /** The handshake has ended. */
    void opened(WebSocket socket);

    /** The client has sent a text. */
    void received(String text);

    /** The connection has ended, for any reason, also during the handshake. Called once. */
    void closed();
}
