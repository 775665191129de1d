package io.rollcall.camel.internal.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy and the trust store of a host's own HTTP component, or of its context as a whole. The JVM's system properties
 * apply too. The host's component is read, never changed. There is one for a context, so that the trust store is read
 * once. Thread-safe.
 */
final class HostNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(HostNetwork.class);

    private static final List<String> OPTIONS = List.of(
            "proxy-host",
            "proxyHost",
            "proxy-auth-host",
            "proxyAuthHost",
            "ssl-context-parameters",
            "sslContextParameters");

    /** Never called through a proxy, whose "this machine" is another one. */
    static final String THIS_MACHINE = "localhost,127.*,::1,[::1]";

    private final CamelContext context;
    private final LazyTls tls = new LazyTls(this);
    private final AtomicBoolean warnedOfProxy = new AtomicBoolean();
    private final AtomicBoolean warnedOfTls = new AtomicBoolean();

    private HostNetwork(CamelContext context) {
        this.context = context;
    }

    /** The one of a context. */
    static synchronized HostNetwork of(CamelContext context) {
        HostNetwork known = context.getCamelContextExtension().getContextPlugin(HostNetwork.class);
        if (known != null) {
            return known;
        }
        HostNetwork made = new HostNetwork(context);
        context.getCamelContextExtension().addContextPlugin(HostNetwork.class, made);
        return made;
    }

    /** TLS with what the host trusts. */
    TlsSocketStrategy tls() {
        return tls;
    }

    /**
     * TLS with what the host trusts, or else the JVM.
     *
     * @throws UnusableTlsException where the trust store cannot be read
     */
    SSLContext tlsContext() throws UnusableTlsException {
        Optional<SSLContext> trusted = trust();
        return trusted.isPresent() ? trusted.get() : LazyTls.ofThisJava();
    }

    /**
     * Gives a component of Rollcall the host's proxy, if there is one, with the hosts that are called directly. This
     * machine is always called directly.
     */
    void proxy(HttpComponent ours) {
        proxied().ifPresent(host -> {
            copy(host, ours);
            ours.setProxyAuthScheme(scheme(host));
            if (ours.getProxyAuthScheme() == null && !warnedOfProxy.getAndSet(true)) {
                LOG.warn(
                        "camel.component.https has a proxy but no proxy-auth-scheme: as in the application's own calls,"
                                + " the connection to the proxy itself is encrypted; for a plain one set it to http");
            }
        });
    }

    /** The host's component whose proxy applies; empty where the JVM's settings do. */
    Optional<HttpComponent> proxied() {
        return Stream.of("https", "http")
                .flatMap(name -> component(name).stream())
                .filter(HostNetwork::hasProxy)
                .findFirst();
    }

    /** How the proxy of a component is spoken to: {@code http}, {@code https}; null for the latter too. */
    @Nullable String scheme(HttpComponent host) {
        boolean isPlain =
                component("https").filter(encrypted -> encrypted == host).isEmpty();
        // of its http component Camel takes this for the component's own addresses; for ours it would take https
        return host.getProxyAuthScheme() == null && isPlain ? "http" : host.getProxyAuthScheme();
    }

    @SuppressWarnings("deprecation") // hosts may still use the old names, which Camel prefers
    private static boolean hasProxy(HttpComponent host) {
        return (host.getProxyHost() != null || host.getProxyAuthHost() != null)
                && (host.getProxyPort() != null || host.getProxyAuthPort() != null);
    }

    @SuppressWarnings("deprecation") // as above
    private static void copy(HttpComponent host, HttpComponent ours) {
        ours.setProxyHost(host.getProxyHost());
        ours.setProxyPort(host.getProxyPort());
        ours.setNonProxyHosts(Stream.of(host.getNonProxyHosts(), THIS_MACHINE)
                .filter(hosts -> hosts != null && !hosts.isBlank())
                .collect(Collectors.joining(",")));
        ours.setProxyAuthMethod(host.getProxyAuthMethod());
        ours.setProxyAuthUsername(host.getProxyAuthUsername());
        ours.setProxyAuthPassword(host.getProxyAuthPassword());
        ours.setProxyAuthHost(host.getProxyAuthHost());
        ours.setProxyAuthPort(host.getProxyAuthPort());
        ours.setProxyAuthDomain(host.getProxyAuthDomain());
        ours.setProxyAuthNtHost(host.getProxyAuthNtHost());
    }

    // Spring makes and configures a component when it is asked for first; a host that configures none is not made one
    private Optional<HttpComponent> component(String name) {
        @Nullable Component there = context.hasComponent(name);
        boolean isConfigured = there == null
                && OPTIONS.stream().anyMatch(option -> context.getPropertiesComponent()
                        .resolveProperty("camel.component." + name + "." + option)
                        .isPresent());
        Component found = isConfigured ? context.getComponent(name) : there;
        return found instanceof HttpComponent http ? Optional.of(http) : Optional.empty();
    }

    /**
     * What the host trusts; empty where the JVM's own trust store applies. Read when the first connection needs it, and again
     * after a failure.
     *
     * @throws UnusableTlsException where the host's settings cannot be used, such as a store that cannot be read
     */
    Optional<SSLContext> trust() throws UnusableTlsException {
        // calls go to https addresses: of the host's two components that is the one whose settings are meant first
        Optional<SSLContextParameters> given = Stream.of("https", "http")
                .flatMap(name -> component(name).stream())
                .map(HttpComponent::getSslContextParameters)
                .filter(parameters -> parameters != null)
                .findFirst()
                .or(() -> Optional.ofNullable(context.getSSLContextParameters()));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (trustsEverybody(given.get())) {
            LOG.warn("this application's TLS settings trust every certificate; Rollcall does not use them, and checks"
                    + " the vendors' certificates against the JVM's trust store");
            return Optional.empty();
        }
        try {
            return Optional.of(given.get().createSSLContext(context));
        } catch (GeneralSecurityException | IOException | RuntimeException unusable) {
            if (!warnedOfTls.getAndSet(true)) {
                LOG.warn("this application's TLS settings cannot be used: {}", TlsMessages.ofSettings(unusable));
            }
            throw new UnusableTlsException(unusable);
        }
    }

    private static boolean trustsEverybody(SSLContextParameters parameters) {
        @Nullable TrustManagersParameters trust = parameters.getTrustManagers();
        return trust != null
                && trust.getTrustManager() instanceof X509TrustManager manager
                && acceptsNoCertificate(manager);
    }

    // Camel's own such manager has a class that Camel 4.17 lacks, and others have any. A manager that checks
    // certificates refuses a server without one
    private static boolean acceptsNoCertificate(X509TrustManager manager) {
        try {
            manager.checkServerTrusted(new X509Certificate[0], "RSA");
            return true;
        } catch (CertificateException | RuntimeException refused) {
            return false;
        }
    }
}
