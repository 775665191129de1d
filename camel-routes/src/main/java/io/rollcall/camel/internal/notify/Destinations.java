package io.rollcall.camel.internal.notify;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.flow.FlowConfig;
import io.rollcall.vendor.Secret;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Creates the endpoints of configurations. They belong to the host's components, but are not registered, so that neither JMX
 * nor the developer console shows their URIs. Messages never contain a URI, because it may contain credentials. Immutable.
 */
final class Destinations {
    /** Components whose library has another name. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "https", "http", "smtp", "mail", "smtps", "mail", "ftps", "ftp", "sftp", "ftp", "wss", "vertx-websocket");

    private static final Set<String> HTTP = Set.of("http", "https");

    private final CamelContext context;
    private final Duration longest;

    private Destinations(CamelContext context, Duration longest) {
        this.context = context;
        this.longest = longest;
    }

    /** A URI cannot be used; the message continues a sentence that begins with the key. */
    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Creates the destinations of events, by the names of those flows that have one.
     *
     * @param longest the timeout of one event
     * @throws ConfigurationException naming every URI that cannot be used
     */
    static Map<String, Destination> of(CamelContext context, Collection<FlowConfig> flows, Duration longest) {
        return of(context, flows, "notify", FlowConfig::notification, flow -> longest);
    }

    /**
     * The endpoints that approve the plans of flows, by the names of those flows that have one.
     *
     * @throws ConfigurationException naming every URI that cannot be used
     */
    static Map<String, Destination> approving(CamelContext context, Collection<FlowConfig> flows) {
        return of(context, flows, "approve", FlowConfig::approval, FlowConfig::maxDuration);
    }

    private static Map<String, Destination> of(
            CamelContext context,
            Collection<FlowConfig> flows,
            String key,
            Function<FlowConfig, @Nullable Secret> uri,
            Function<FlowConfig, Duration> longest) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Map<String, Destination> created = new LinkedHashMap<>();
        for (FlowConfig flow : flows) {
            Secret named = uri.apply(flow);
            if (named != null) {
                try {
                    created.put(
                            flow.name(),
                            new Destination(new Destinations(context, longest.apply(flow)).endpoint(named.reveal())));
                } catch (UnusableException unusable) {
                    problems.add(new ConfigurationProblem(flow.key(key), null, String.valueOf(unusable.getMessage())));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return created;
    }

    private Endpoint endpoint(String uri) throws UnusableException {
        String scheme = uri.substring(0, uri.indexOf(':'));
        if (component(scheme) == null) {
            throw new UnusableException("needs the component " + scheme + ", which is not on the class path; add camel-"
                    + LIBRARIES.getOrDefault(scheme, scheme));
        }
        Endpoint endpoint;
        try {
            endpoint = context.getCamelContextExtension()
                    .getPrototypeEndpoint(HTTP.contains(scheme) ? withTimeouts(uri) : uri);
        } catch (RuntimeException refused) {
            throw new UnusableException(explain(scheme, uri, refused));
        }
        // an event would start a run, whose events would start the next run
        if (endpoint.getClass().getName().startsWith("io.rollcall.")) {
            throw new UnusableException("leads back into Rollcall; name an endpoint of your own");
        }
        if (endpoint instanceof HttpEndpoint http && http.getClientBuilder() != null) {
            // the endpoint and its client belong to this flow; the host's component is unchanged
            String pathAndQuery =
                    WebhookAddress.pathAndQuery(context.resolvePropertyPlaceholders(uri), parameters(http));
            http.getClientBuilder()
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    .addRequestInterceptorFirst((request, entity, target) -> request.setPath(pathAndQuery));
        }
        return endpoint;
    }

    private static Set<String> parameters(HttpEndpoint endpoint) throws UnusableException {
        try {
            return URISupport.parseQuery(endpoint.getHttpUri().getRawQuery()).keySet();
        } catch (URISyntaxException malformed) {
            throw new UnusableException("has a malformed query; escape special characters as %XX");
        }
    }

    private Component component(String scheme) throws UnusableException {
        try {
            return context.getComponent(scheme);
        } catch (RuntimeException | LinkageError incomplete) {
            throw new UnusableException("needs the component " + scheme + ", which cannot be created ("
                    + ErrorSummaries.className(incomplete) + "); check that its library is complete");
        }
    }

    /** Adds timeouts: an interrupt does not end a blocked read of a socket. */
    private String withTimeouts(String uri) {
        StringBuilder bounded = new StringBuilder(uri);
        long third = longest.toMillis() / 3;
        Map.of(
                        "connectTimeout",
                        third,
                        "connectionRequestTimeout",
                        third,
                        "soTimeout",
                        third * 2,
                        "responseTimeout",
                        third * 2)
                .forEach((option, millis) -> {
                    if (!uri.contains(option + "=")) {
                        bounded.append(bounded.indexOf("?") < 0 ? '?' : '&')
                                .append(option)
                                .append('=')
                                .append(millis);
                    }
                });
        return bounded.toString();
    }

    // does not repeat Camel's message, which contains the values of options
    private static String explain(String scheme, String uri, RuntimeException refused) {
        Set<String> unknown = new TreeSet<>();
        String message = String.valueOf(refused.getMessage());
        int listed = message.indexOf("Unknown parameters=[");
        if (listed >= 0) {
            optionsOf(uri).stream()
                    .filter(option -> message.indexOf("{" + option + "=", listed) >= 0
                            || message.indexOf(" " + option + "=", listed) >= 0)
                    .forEach(unknown::add);
        }
        return unknown.isEmpty()
                ? "cannot be used as an endpoint of the component " + scheme + " (" + ErrorSummaries.className(refused)
                        + "); check the URI after the component's name, and its options"
                : "has options that the component " + scheme + " does not have: " + String.join(", ", unknown);
    }

    private static Set<String> optionsOf(String uri) {
        try {
            return URISupport.parseQuery(URISupport.extractQuery(uri)).keySet();
        } catch (Exception malformed) {
            return Set.of();
        }
    }
}
