package io.rollcall.camel.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the host's settings, or else the Java system properties. The trust store is read when the first connection
 * needs it, because that takes a tenth of a second. Certificates and host names are always checked. Thread-safe.
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
            Optional<SSLContext> trusted = host.trust();
            if (trusted.isPresent()) {
                made = new DefaultClientTlsStrategy(trusted.get());
            } else {
                var unused = ofThisJava();
                made = DefaultClientTlsStrategy.createSystemDefault();
            }
        }
        return made;
    }

    /** @throws UnusableTlsException where the JVM's trust store cannot be read; the HTTP clients would ignore it in silence */
    static SSLContext ofThisJava() throws UnusableTlsException {
        String file = System.getProperty("javax.net.ssl.trustStore", "");
        if (!file.isEmpty() && !file.equals("NONE") && !Files.isReadable(Path.of(file))) {
            throw new UnusableTlsException(
                    "the Java trust store (javax.net.ssl.trustStore) is missing or cannot be read",
                    new NoSuchFileException(file));
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException unusable) {
            throw new UnusableTlsException(whyUnreadable(file, unusable));
        }
    }

    /** The JDK drops the cause of a trust store that it cannot read; opening it once more brings the cause back. */
    private static Exception whyUnreadable(String file, Exception otherwise) {
        String password = System.getProperty("javax.net.ssl.trustStorePassword", "");
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            KeyStore.getInstance(System.getProperty("javax.net.ssl.trustStoreType", KeyStore.getDefaultType()))
                    .load(in, password.isEmpty() ? null : password.toCharArray());
            return otherwise;
        } catch (GeneralSecurityException | IOException reason) {
            return reason;
        }
    }
}
