package io.rollcall.camel.internal.http;

import javax.net.ssl.SSLException;

/** The host's TLS settings lead to no connection at all, whatever certificate a vendor shows. */
final class UnusableTlsException extends SSLException {
    private static final long serialVersionUID = 1L;

    UnusableTlsException(Exception cause) {
        super("the host's TLS settings cannot be used", cause);
    }
}
