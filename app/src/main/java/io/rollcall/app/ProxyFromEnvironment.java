package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that {@code HTTPS_PROXY} and {@code NO_PROXY} name, as other programs on the machine read them. Java's own
 * properties take precedence: if one of them is set, the variables are ignored. Loopback addresses never go through a proxy.
 * Immutable.
 */
final class ProxyFromEnvironment extends ProxySelector {
    private static final List<String> JAVA_PROPERTIES =
            List.of("https.proxyHost", "http.proxyHost", "socksProxyHost", "java.net.useSystemProxies");
    private static final String TUNNEL = "jdk.http.auth.tunneling.disabledSchemes";
    private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

    private final Proxy proxy;
    private final List<String> exceptions;

    private ProxyFromEnvironment(Proxy proxy, List<String> exceptions) {
        this.proxy = proxy;
        this.exceptions = exceptions;
    }

    /**
     * Installs the environment's proxy for this process, unless Java's own properties name one.
     *
     * @throws UsageException if the variable's value is invalid
     */
    static void install(Map<String, String> environment) {
        String value = variable(environment, "HTTPS_PROXY");
        if (value.isEmpty() || JAVA_PROPERTIES.stream().anyMatch(name -> System.getProperty(name) != null)) {
            return;
        }
        URI address = address(value);
        InetSocketAddress host = InetSocketAddress.createUnresolved(address.getHost(), address.getPort());
        String user = address.getRawUserInfo();
        if (user != null) {
            Authenticator.setDefault(new Credentials(address, user));
            // without this, Java's WebSocket does not log in at a proxy by Basic, as the other calls do
            if (System.getProperty(TUNNEL) == null) {
                System.setProperty(TUNNEL, "");
            }
        }
        ProxySelector.setDefault(new ProxyFromEnvironment(
                new Proxy(Proxy.Type.HTTP, host), exceptions(variable(environment, "NO_PROXY"))));
    }

    private static String variable(Map<String, String> environment, String name) {
        String upper = environment.getOrDefault(name, "").strip();
        return upper.isEmpty()
                ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip()
                : upper;
    }

    // the message never repeats the value, which may hold a password
    private static URI address(String value) {
        try {
            URI address = URI.create(value.contains("://") ? value : "http://" + value);
            String path = address.getPath() == null ? "" : address.getPath();
            if ("http".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && (path.isEmpty() || path.equals("/"))) {
                return address.getPort() > 0
                        ? address
                        : new URI("http", address.getUserInfo(), address.getHost(), 80, null, null, null);
            }
        } catch (IllegalArgumentException | URISyntaxException malformed) {
            // explained below
        }
        throw new UsageException("The variable HTTPS_PROXY is not the address of an HTTP proxy. Set it to"
                + " http://HOST:PORT or http://USER:PASSWORD@HOST:PORT (special characters as %XX), or remove it.");
    }

    private static List<String> exceptions(String noProxy) {
        return Arrays.stream(noProxy.split("[,\\s]+"))
                .map(one -> one.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(one -> !one.isEmpty())
                .toList();
    }

    @Override
    public List<Proxy> select(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) && !isException(uri)
                ? List.of(proxy)
                : List.of(Proxy.NO_PROXY);
    }

    /** An entry is a host name, which stands for the names below it too, with or without a port; or {@code *} for all. */
    private boolean isException(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (LOOPBACK.contains(host) || host.startsWith("127.")) {
            return true;
        }
        int port = uri.getPort() < 0 ? 443 : uri.getPort();
        return exceptions.stream()
                .map(one -> one.endsWith(":" + port) ? one.substring(0, one.lastIndexOf(':')) : one)
                .anyMatch(one -> one.equals("*") || host.equals(one) || host.endsWith("." + one));
    }

    @Override
    public void connectFailed(@Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException failure) {
        // the call reports the failure
    }

    /** Authenticates at the proxy only. */
    private static final class Credentials extends Authenticator {
        private final String host;
        private final int port;
        private final String user;
        private final String password;

        Credentials(URI proxy, String rawUserInfo) {
            int colon = rawUserInfo.indexOf(':');
            this.host = proxy.getHost();
            this.port = proxy.getPort();
            this.user = decoded(colon < 0 ? rawUserInfo : rawUserInfo.substring(0, colon));
            this.password = colon < 0 ? "" : decoded(rawUserInfo.substring(colon + 1));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return host.equalsIgnoreCase(getRequestingHost()) && port == getRequestingPort()
                    ? new PasswordAuthentication(user, password.toCharArray())
                    : null;
        }
    }
}
