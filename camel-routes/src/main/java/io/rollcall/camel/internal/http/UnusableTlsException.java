package io.rollcall.camel.internal.http;

import javax.net.ssl.SSLException;

/** The TLS settings of the host or of this Java cannot be used, so no connection can be made. */
final class UnusableTlsException extends SSLException {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    UnusableTlsException(Throwable cause) {
        this(TlsMessages.ofSettings(cause), cause);
    }

    UnusableTlsException(String explanation, Throwable cause) {
        super(explanation, cause);
        this.explanation = explanation;
    }

    /** Why, and what to do. */
    String explanation() {
        return explanation;
    }
}
