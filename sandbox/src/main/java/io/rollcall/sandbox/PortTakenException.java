package io.rollcall.sandbox;

/** The sandbox cannot listen because another program has the port; take another, or 0 for any free one. */
public final class PortTakenException extends RuntimeException {
    private final int port;

    PortTakenException(int port, Throwable cause) {
        super("Port " + port + " on 127.0.0.1 is taken; choose another, or 0 for any free one", cause);
        this.port = port;
    }

    /** The port that is taken. */
    public int port() {
        return port;
    }
}
