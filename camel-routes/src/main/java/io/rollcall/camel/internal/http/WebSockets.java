package io.rollcall.camel.internal.http;

import io.rollcall.vendor.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens WebSocket connections through the proxy and with the trust store of the calls. Certificates and host names are always
 * checked. Thread-safe.
 */
public final class WebSockets {
    private static final Logger LOG = LoggerFactory.getLogger(WebSockets.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final HostNetwork host;
    private final HostProxy proxy;
    private final Executor threads;
    private @Nullable HttpClient client;

    /** @param threads where listeners are called */
    public WebSockets(CamelContext context, Executor threads) {
        this.host = HostNetwork.of(context);
        this.proxy = new HostProxy(host);
        this.threads = threads;
    }

    /**
     * Connects. May block while the host's name is looked up.
     *
     * @param address wss, or ws of this machine
     * @param failed receives why there is no connection, without a secret; called once at most, and the listener is not
     *     called then
     */
    public void connect(Secret address, WebSocket.Listener listener, Consumer<String> failed) {
        URI uri;
        try {
            uri = new URI(address.reveal());
        } catch (URISyntaxException malformed) {
            // its message would show the ticket
            failed.accept("the vendor's address of the connection is malformed");
            return;
        }
        try {
            client().newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .buildAsync(uri, listener)
                    .whenComplete((connection, failure) -> {
                        if (failure != null) {
                            failed.accept(why(failure, uri));
                        }
                    });
        } catch (IOException | RuntimeException unusable) {
            failed.accept(why(unusable, uri));
        }
    }

    private synchronized HttpClient client() throws IOException {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(proxy)
                    .authenticator(proxy.credentials())
                    .sslContext(host.tlsContext())
                    .executor(threads)
                    .build();
            client = known;
        }
        return known;
    }

    private String why(Throwable failure, URI uri) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        URI asked = URI.create("https://" + uri.getRawAuthority());
        String through = proxy.name(asked);
        return words(cause, through) + " (" + uri.getRawAuthority() + ")";
    }

    private String words(Throwable failure, @Nullable String through) {
        if (through != null && !"http".equals(host.proxied().map(host::scheme).orElse("http"))) {
            return "Java's WebSocket cannot use a proxy that is spoken to in TLS; if the proxy " + through
                    + " takes plain connections, set camel.component.https.proxy-auth-scheme=http";
        }
        int status = refusal(failure);
        if (status > 0) {
            return status == PROXY_AUTHENTICATION_REQUIRED
                    ? passwordWanted(through)
                    : "the server answered with HTTP status " + status + " in place of a WebSocket";
        }
        if (failure instanceof HttpTimeoutException) {
            return "the connect timeout passed" + (through == null ? "" : ", through the proxy " + through);
        }
        if (hasCause(failure, UnresolvedAddressException.class)) {
            return through == null
                    ? "the host name is unknown"
                    : "the host name of the proxy " + through + " is unknown";
        }
        if (through != null && String.valueOf(failure.getMessage()).contains("Tunnel failed")) {
            return "the proxy " + through
                    + " refused to connect to the host; ask its administrator to allow the address";
        }
        return NetworkMessages.of(failure, through);
    }

    /** The HTTP status in place of a WebSocket; 0 for another failure. */
    private static int refusal(Throwable failure) {
        if (failure instanceof WebSocketHandshakeException refused && refused.getResponse() != null) {
            return refused.getResponse().statusCode();
        }
        // with credentials for a proxy, Java expects a header in such a response, which a vendor need not send
        String message = String.valueOf(failure.getMessage());
        return message.endsWith("header missing for response code 401")
                ? 401
                : message.endsWith("header missing for response code 407") ? PROXY_AUTHENTICATION_REQUIRED : 0;
    }

    /** By default Java sends no password in plain text to a proxy in front of TLS. */
    private static String passwordWanted(@Nullable String through) {
        return "the proxy " + through
                + " requires a user name and a password (407); set them where the proxy is configured,"
                + " and start Java with -Djdk.http.auth.tunneling.disabledSchemes= (nothing after the sign), without which"
                + " Java's WebSocket does not send them";
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (type.isInstance(one)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends the client; its connections must have ended. Java 17 ends the client's own thread some seconds after the client is
     * garbage; newer ones do it here.
     */
    public synchronized void close() {
        HttpClient ended = client;
        client = null;
        if (ended instanceof AutoCloseable closeable) {
            try {
                HttpClient.class.getMethod("shutdownNow").invoke(closeable);
            } catch (ReflectiveOperationException none) {
                LOG.debug("the WebSocket client ends by itself");
            }
        }
    }
}
