package io.rollcall.camel.internal.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpComponent;
import org.jspecify.annotations.Nullable;

/**
 * The proxy of the calls, for connections that camel-http does not make: that of the host's HTTP component, or else that of
 * the JVM. This machine is never reached through a proxy. Thread-safe.
 */
final class HostProxy extends ProxySelector {
    private final HostNetwork host;

    HostProxy(HostNetwork host) {
        this.host = host;
    }

    @Override
    public List<Proxy> select(URI uri) {
        String name = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (matches(HostNetwork.THIS_MACHINE, name)) {
            return List.of(Proxy.NO_PROXY);
        }
        Optional<HttpComponent> component = host.proxied();
        if (component.isPresent()) {
            return matches(component.get().getNonProxyHosts(), name)
                    ? List.of(Proxy.NO_PROXY)
                    : List.of(new Proxy(
                            Proxy.Type.HTTP,
                            InetSocketAddress.createUnresolved(address(component.get()), port(component.get()))));
        }
        ProxySelector usual = ProxySelector.getDefault();
        return usual == null ? List.of(Proxy.NO_PROXY) : usual.select(uri);
    }

    private static boolean matches(@Nullable String patterns, String host) {
        return patterns != null
                && Stream.of(patterns.split("[,|\\s]+"))
                        .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                        .anyMatch(pattern -> host.matches(Stream.of(pattern.split("\\*", -1))
                                .map(Pattern::quote)
                                .reduce((one, other) -> one + ".*" + other)
                                .orElse("")));
    }

    @SuppressWarnings("deprecation") // hosts may still use the old name, which Camel prefers
    private static String address(HttpComponent component) {
        return Objects.requireNonNullElse(component.getProxyAuthHost(), component.getProxyHost());
    }

    @SuppressWarnings("deprecation") // as above
    private static int port(HttpComponent component) {
        return Objects.requireNonNullElse(component.getProxyAuthPort(), component.getProxyPort());
    }

    /** {@code host:port} of the proxy on the way to an address; null for none. */
    @Nullable String name(URI uri) {
        return select(uri).stream()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(address -> address.getHostString() + ":" + address.getPort())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void connectFailed(@Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException failure) {
        // the connection reports the failure
    }

    /** Logs in at the proxy, and nowhere else, as the calls do. */
    Authenticator credentials() {
        return new Credentials();
    }

    private final class Credentials extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            Optional<HttpComponent> component = host.proxied();
            if (component.isPresent()) {
                return of(
                        component.get().getProxyAuthUsername(), component.get().getProxyAuthPassword());
            }
            PasswordAuthentication ofProperties =
                    of(System.getProperty("https.proxyUser"), System.getProperty("https.proxyPassword"));
            Authenticator usual = Authenticator.getDefault();
            return ofProperties != null || usual == null
                    ? ofProperties
                    : usual.requestPasswordAuthenticationInstance(
                            getRequestingHost(),
                            getRequestingSite(),
                            getRequestingPort(),
                            getRequestingProtocol(),
                            getRequestingPrompt(),
                            getRequestingScheme(),
                            getRequestingURL(),
                            getRequestorType());
        }

        private @Nullable PasswordAuthentication of(@Nullable String user, @Nullable String password) {
            return user == null
                    ? null
                    : new PasswordAuthentication(user, password == null ? new char[0] : password.toCharArray());
        }
    }
}
