package io.rollcall.sandbox;

/** Reports that another program listens on the port of a sandbox. Choose another port, or 0 for any free one. */
public final class PortTakenException extends RuntimeException {
    private final int port;

    PortTakenException(int port, Throwable cause) {
        super(
                "Port " + port
                        + " on 127.0.0.1 is taken by another program. Choose another port, or 0 for any free one.",
                cause);
        this.port = port;
    }

    /** The port that is taken, 1..65535. */
    public int port() {
        return port;
    }
}
