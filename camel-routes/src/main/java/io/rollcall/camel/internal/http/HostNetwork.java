package io.rollcall.camel.internal.http;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustAllTrustManager;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy and the trust store that a host gave to its own HTTP component or to its context as a whole; beside them count
 * the system properties of the JVM. The host's component is read, never changed.
 */
final class HostNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(HostNetwork.class);

    private static final List<String> OPTIONS =
            List.of("proxy-host", "proxyHost", "ssl-context-parameters", "sslContextParameters");

    private final CamelContext context;

    HostNetwork(CamelContext context) {
        this.context = context;
    }

    /** Lets a component of ours go through the proxy of the host's, where it has one. Never to this machine. */
    void proxy(HttpComponent ours, Collection<URI> addresses) {
        boolean leavesTheMachine = addresses.stream().anyMatch(address -> "https".equals(address.getScheme()));
        if (leavesTheMachine) {
            components()
                    .filter(host -> host.getProxyHost() != null && host.getProxyPort() != null)
                    .findFirst()
                    .ifPresent(host -> copy(host, ours));
        }
    }

    private static void copy(HttpComponent host, HttpComponent ours) {
        ours.setProxyHost(host.getProxyHost());
        ours.setProxyPort(host.getProxyPort());
        ours.setProxyAuthScheme(host.getProxyAuthScheme());
        ours.setProxyAuthMethod(host.getProxyAuthMethod());
        ours.setProxyAuthUsername(host.getProxyAuthUsername());
        ours.setProxyAuthPassword(host.getProxyAuthPassword());
        ours.setProxyAuthHost(host.getProxyAuthHost());
        ours.setProxyAuthPort(host.getProxyAuthPort());
        ours.setProxyAuthDomain(host.getProxyAuthDomain());
        ours.setProxyAuthNtHost(host.getProxyAuthNtHost());
    }

    // calls go to https addresses: of the host's two components that is the one whose settings are meant first
    private Stream<HttpComponent> components() {
        return Stream.of("https", "http")
                .map(this::component)
                .filter(HttpComponent.class::isInstance)
                .map(HttpComponent.class::cast);
    }

    // Spring makes and configures a component when it is asked for first; a host that configures none is not made one
    private @Nullable Component component(String name) {
        Component there = context.hasComponent(name);
        boolean isConfigured = there == null
                && OPTIONS.stream().anyMatch(option -> context.getPropertiesComponent()
                        .resolveProperty("camel.component." + name + "." + option)
                        .isPresent());
        return isConfigured ? context.getComponent(name) : there;
    }

    /**
     * What the host trusts; empty where the JVM's own trust store counts. Asked when the first connection needs it.
     *
     * @throws GeneralSecurityException where the host's settings cannot be used, such as a store that cannot be read
     */
    Optional<SSLContext> trust() throws GeneralSecurityException {
        List<SSLContextParameters> given = Stream.concat(
                        components().flatMap(host -> Stream.ofNullable(host.getSslContextParameters())),
                        Stream.ofNullable(context.getSSLContextParameters()))
                .toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (trustsEverybody(given.get(0))) {
            LOG.warn("this application's TLS settings trust every certificate; Rollcall does not use them, and checks"
                    + " the vendors' certificates against the JVM's trust store");
            return Optional.empty();
        }
        try {
            return Optional.of(given.get(0).createSSLContext(context));
        } catch (java.io.IOException unreadable) {
            throw new GeneralSecurityException("the host's trust store cannot be read", unreadable);
        }
    }

    private static boolean trustsEverybody(SSLContextParameters parameters) {
        @Nullable TrustManagersParameters trust = parameters.getTrustManagers();
        return trust != null && trust.getTrustManager() instanceof TrustAllTrustManager;
    }
}
