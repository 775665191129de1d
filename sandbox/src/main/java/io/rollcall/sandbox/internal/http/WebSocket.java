package io.rollcall.sandbox.internal.http;

/** The server's end of a WebSocket connection. Thread-safe; frames are sent in the order of the calls. */
public interface WebSocket {
    /** Sends a text frame; ignored if the connection is closed. */
    void send(String text);

    /**
     * Sends a close frame, and closes the connection when it has left.
     *
     * @param code the status code, such as 1000
     */
    void close(int code, String reason);

    /** Resets the connection without a close frame; ignored if it is closed. */
    void cut();
}
