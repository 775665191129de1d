package io.rollcall.camel.internal.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS as the Java system properties set it up, made when the first connection needs it: reading the trust store takes a
 * tenth of a second, which a rehearsal on loopback never gets back. Certificates are always checked. Thread-safe.
 */
final class LazyTls implements TlsSocketStrategy {
    private @Nullable TlsSocketStrategy system;

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
            throws IOException {
        return system().upgrade(socket, target, port, attachment, context);
    }

    private synchronized TlsSocketStrategy system() {
        if (system == null) {
            system = DefaultClientTlsStrategy.createSystemDefault();
        }
        return system;
    }
}
