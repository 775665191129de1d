package io.rollcall.camel.internal.http;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS as the host set it up, or else the Java system properties, made when the first connection needs it: reading the
 * trust store takes a tenth of a second, which a rehearsal on loopback never gets back. Certificates and host names are
 * always checked. Thread-safe.
 */
final class LazyTls implements TlsSocketStrategy {
    private final HostNetwork host;
    private @Nullable TlsSocketStrategy made;

    LazyTls(HostNetwork host) {
        this.host = host;
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
            throws IOException {
        return strategy().upgrade(socket, target, port, attachment, context);
    }

    private synchronized TlsSocketStrategy strategy() throws IOException {
        if (made == null) {
            made = host.trust()
                    .<TlsSocketStrategy>map(DefaultClientTlsStrategy::new)
                    .orElseGet(DefaultClientTlsStrategy::createSystemDefault);
        }
        return made;
    }
}
